/**
 * Builds a ClrCredential (1EdTech Comprehensive Learner Record 2.0), unsigned: a stacked credential with what it is made of,
 * each as it was signed, and how their achievements belong together. Pure.
 */
import { isJsonObject, type JsonObject } from '../json.ts'
import type { ProfileDescription } from './description.ts'
import { present } from './present.ts'
import { buildProfile } from './profile.ts'

const CLR_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

export interface ClrRequest {
  /** URL of the record. */
  id: string
  name: string
  issuer: { did: string; profile: ProfileDescription }
  /** Secured OpenBadgeCredentials, embedded as they are. The first is made of the others. */
  stack: JsonObject
  components: JsonObject[]
  /** Something that it is made of is not in it. */
  isPartial: boolean
  validFrom: string
}

export function buildClr({
  id,
  name,
  issuer,
  stack,
  components,
  isPartial,
  validFrom,
}: ClrRequest): JsonObject {
  const subject = objectIn(stack, 'credentialSubject')
  const whole = achievementId(stack)
  return present({
    '@context': [...CLR_CONTEXTS],
    id,
    type: ['VerifiableCredential', 'ClrCredential'],
    name,
    partial: isPartial ? true : undefined,
    issuer: buildProfile(issuer.did, issuer.profile),
    validFrom,
    credentialSubject: present({
      id: subject?.id,
      type: ['ClrSubject'],
      identifier: subject?.identifier,
      association: components.flatMap((component) => {
        const part = achievementId(component)
        if (whole === null || part === null) return []
        return [{ type: 'Association', associationType: 'isParentOf', sourceId: whole, targetId: part }]
      }),
      verifiableCredential: [stack, ...components],
    }),
  })
}

function achievementId(credential: JsonObject): string | null {
  const id = objectIn(objectIn(credential, 'credentialSubject') ?? {}, 'achievement')?.id
  return typeof id === 'string' ? id : null
}

function objectIn(object: JsonObject, member: string): JsonObject | null {
  const value = object[member]
  return value !== undefined && isJsonObject(value) ? value : null
}
