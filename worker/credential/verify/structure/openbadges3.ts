/** What Open Badges 3.0 (section B, data models) asks beyond VCDM: the properties that must be there. Pure. */
import { asArray, type JsonObject, type JsonValue } from '../../json.ts'
import { isDateTimeStamp } from '../date-time.ts'
import { problem } from '../problem.ts'
import type { Problem } from '../report.ts'
import { Fields, isUrl } from './fields.ts'
import type { VcVersion } from './vc-data-model.ts'

const CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/
const CLR_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/clr\/v2p0\/context(-2\.\d\.\d)*\.json$/

export const ACHIEVEMENT_TYPES = ['OpenBadgeCredential', 'AchievementCredential'] as const

export function achievementCredentialProblems(credential: JsonObject, version: VcVersion): Problem[] {
  const problems: Problem[] = []
  const fields = new Fields(credential, problems)
  checkOpenBadgesContext(credential, problems)
  fields.required('id')
  if (version === '2.0') fields.required('validFrom')
  checkAwardedDate(fields)
  checkProfile(fields, 'issuer')
  for (const subject of fields.objects('credentialSubject')) {
    subject.type(['AchievementSubject'])
    checkRecipient(subject)
    if (subject.required('achievement'))
      for (const achievement of subject.objects('achievement')) checkAchievement(achievement)
    for (const result of subject.objects('result')) result.type(['Result'])
  }
  return problems
}

export function endorsementProblems(credential: JsonObject): Problem[] {
  const problems: Problem[] = []
  const fields = new Fields(credential, problems)
  checkOpenBadgesContext(credential, problems)
  fields.required('id')
  checkAwardedDate(fields)
  checkProfile(fields, 'issuer')
  for (const subject of fields.objects('credentialSubject')) {
    subject.type(['EndorsementSubject'])
    subject.required('id')
  }
  return problems
}

export function clrProblems(credential: JsonObject): Problem[] {
  const problems: Problem[] = []
  const fields = new Fields(credential, problems)
  if (!asArray(credential['@context']).some((item) => typeof item === 'string' && CLR_CONTEXT.test(item))) {
    problems.push(contextProblem('https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'))
  }
  fields.required('id')
  checkProfile(fields, 'issuer')
  for (const subject of fields.objects('credentialSubject')) {
    subject.type(['ClrSubject'])
    if (
      subject.required('verifiableCredential') &&
      asArray(subject.value('verifiableCredential')).length === 0
    ) {
      subject.add('property-empty', 'verifiableCredential')
    }
  }
  return problems
}

/** The specification's context by any of its published names; a copy elsewhere would not mean the same. */
function checkOpenBadgesContext(credential: JsonObject, problems: Problem[]): void {
  const contexts = asArray(credential['@context'])
  if (!contexts.some((item) => typeof item === 'string' && CONTEXT.test(item))) {
    problems.push(contextProblem('https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'warning'))
  }
}

function contextProblem(expected: string, severity: Problem['severity'] = 'error'): Problem {
  return problem('context-invalid', { severity, pointer: '/@context', params: { expected } })
}

function checkAwardedDate(fields: Fields): void {
  if (fields.has('awardedDate') && !isDateTimeStamp(fields.value('awardedDate')))
    fields.add('date-invalid', 'awardedDate')
}

/** An issuer may be a URL alone; as an object it is a Profile. The type is often left out by others: a warning. */
function checkProfile(fields: Fields, property: string): void {
  if (typeof fields.value(property) === 'string') return
  for (const profile of fields.objects(property)) {
    if (!asArray(profile.value('type')).includes('Profile'))
      profile.add('type-missing', 'type', { type: 'Profile' }, 'warning')
  }
}

/** Section 8.1, step 1: the subject has an id, or at least one identifier, or both. */
function checkRecipient(subject: Fields): void {
  const identifiers = subject.objects('identifier')
  if (!subject.has('id') && identifiers.length === 0) subject.add('property-missing', 'id')
  for (const identity of identifiers) {
    identity.requiredText('identityHash')
    identity.requiredText('identityType')
    if (identity.required('hashed')) identity.optional('hashed', isBoolean, 'true or false')
    identity.optional('salt', (value) => typeof value === 'string', 'a text')
  }
}

function checkAchievement(achievement: Fields): void {
  achievement.type(['Achievement'])
  if (achievement.required('id')) achievement.optional('id', isUrl, 'a URL')
  achievement.requiredText('name')
  achievement.requiredText('description')
  if (!achievement.required('criteria')) return
  for (const criteria of achievement.objects('criteria')) {
    if (!criteria.has('id') && !criteria.has('narrative')) criteria.add('property-missing', 'narrative')
  }
  for (const alignment of achievement.objects('alignment')) {
    alignment.requiredText('targetName')
    if (alignment.required('targetUrl')) alignment.optional('targetUrl', isUrl, 'a URL')
  }
}

function isBoolean(value: JsonValue): boolean {
  return typeof value === 'boolean'
}
