/** How xAPI statements say that a course was completed, for every vendor that speaks xAPI. Data. */
import type { EventMapping } from '../vendor.ts'

const XAPI_COMPLETED = [
  'http://adlnet.gov/expapi/verbs/completed',
  'http://adlnet.gov/expapi/verbs/passed',
  'https://w3id.org/xapi/adl/verbs/satisfied',
  'http://id.tincanapi.com/verb/earned',
  'https://w3id.org/xapi/tla/verbs/achieved',
]

export const XAPI_VOIDED = 'http://adlnet.gov/expapi/verbs/voided'

/** Videos, problems and modules are 'completed' too: only these types are courses. */
const XAPI_COURSE_TYPES = [
  'http://adlnet.gov/expapi/activities/course',
  'https://w3id.org/xapi/cmi5/activitytype/course',
]

const FIELDS = {
  learner: {
    email: '/actor/mbox',
    idParts: ['/actor/account/homePage', '/actor/account/name'],
    name: '/actor/name',
  },
  course: {
    id: '/object/id',
    title: ['/object/definition/name/en', '/object/definition/name/en-US', '/object/definition/name/und'],
    run: '/context/registration',
  },
  completedAt: { at: ['/timestamp', '/stored'], format: 'iso' },
  score: { value: '/result/score/scaled', max: 1 },
  eventId: '/id',
} satisfies Partial<EventMapping>

/** A statement that says 'not completed' or 'not successful' in its result is no completion, whatever its verb. */
export function xapiCompletion(verbs = XAPI_COMPLETED, types = XAPI_COURSE_TYPES): EventMapping {
  return {
    meaning: 'completion',
    accept: { '/verb/id': verbs, '/object/definition/type': types },
    except: { '/result/completion': [false], '/result/success': [false] },
    ...FIELDS,
  }
}

/** `failed` on a course: a grade that fell, if the learner had passed. */
export function xapiRegression(): EventMapping {
  return {
    meaning: 'regression',
    accept: {
      '/verb/id': ['http://adlnet.gov/expapi/verbs/failed'],
      '/object/definition/type': XAPI_COURSE_TYPES,
    },
    ...FIELDS,
  }
}

/**
 * A completion that its sender voids was none: it is taken back. The statement that is voided stands under `/voided`, where
 * receiving puts it.
 */
export function xapiVoided(verbs = XAPI_COMPLETED): EventMapping {
  return {
    meaning: 'revocation',
    accept: {
      '/verb/id': [XAPI_VOIDED],
      '/voided/verb/id': verbs,
      '/voided/object/definition/type': XAPI_COURSE_TYPES,
    },
    learner: {
      email: '/voided/actor/mbox',
      idParts: ['/voided/actor/account/homePage', '/voided/actor/account/name'],
      name: '/voided/actor/name',
    },
    course: { id: '/voided/object/id', run: '/voided/context/registration' },
    completedAt: { at: ['/timestamp', '/stored'], format: 'iso' },
    eventId: '/id',
  }
}
