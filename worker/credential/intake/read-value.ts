/**
 * Parsed JSON to items: one credential, or a list of them in any of the wrappers in use. Pure. What a wrapper holds is
 * passed on as the very object or token received. A presentation stays whole, since it has proofs of its own.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { detectFormat, typesOf } from './format.ts'
import { type Container, type ReadInput, readObject, readToken, unreadable } from './read-item.ts'
import { isCompactToken } from './read-token.ts'

const MAX_ITEMS = 100

export function readValue(value: JsonValue, container: Container): ReadInput[] {
  const members = wrapped(value)
  if (!members) return [readMember(value, container)]
  if (members.length === 0) return [unreadable(container, 'input-empty')]
  const items = members.slice(0, MAX_ITEMS).map((member) => readMember(member, container))
  if (items.every(({ received }) => received === null)) return items.slice(0, 1)
  if (members.length > MAX_ITEMS)
    items.push(unreadable(container, 'too-many-credentials', { max: MAX_ITEMS }))
  return items
}

/**
 * Of an array, an Open Badges API answer (3.0, or Badge Connect of 2.1), a wallet's export or a VC API request; undefined
 * otherwise. Where Badge Connect hands over one badge both unsigned and signed, the unsigned one does not count. Whatever
 * else a wrapper holds under any of these names is read with the rest: nothing of it goes unjudged.
 */
function wrapped(value: JsonValue): JsonValue[] | undefined {
  if (Array.isArray(value)) return value
  if (!isJsonObject(value) || detectFormat(value) || '@context' in value) return undefined
  const { credential, compactJwsString, verifiableCredential, verifiablePresentation } = value
  const single = [credential, compactJwsString, value.signedAssertion ?? value.assertion]
  const lists = [value.assertions, value.signedAssertions, value.results, value.credentials]
  const found = [
    ...single,
    ...[...lists, value.verifiableCredentials].filter(Array.isArray),
    verifiableCredential,
    verifiablePresentation,
  ].filter((member) => member !== undefined)
  return found.length === 0 ? undefined : found.flatMap((member) => asArray<JsonValue>(member))
}

function readMember(value: JsonValue, container: Container): ReadInput {
  const received = openEnvelope(value)
  if (typeof received === 'string') {
    return isCompactToken(received)
      ? readToken(received, container)
      : unreadable(container, 'input-not-recognised')
  }
  if (!isJsonObject(received)) return unreadable(container, 'input-not-recognised')
  if (isDefinition(received)) return unreadable(container, 'input-is-definition')
  const item = readObject(received, container)
  return item.format || '@context' in received || 'type' in received
    ? item
    : unreadable(container, 'input-not-recognised')
}

/** What describes a badge or its issuer is awarded to nobody. */
function isDefinition(value: JsonObject): boolean {
  const types = typesOf(value)
  return (
    types.some((type) => /^(BadgeClass|Achievement|Issuer|Profile)$/.test(type)) &&
    !('credentialSubject' in value)
  )
}

/** `application/vc+jwt` and its kin, drafts' names among them; plain `application/jwt`, whose token says itself what it is. */
const ENVELOPE = /^data:application\/(?:(?:vc|vp)(?:[-+]ld)?(?:\+json)?\+(?:sd-)?jwt|jwt)[;,]/i

/** EnvelopedVerifiableCredential and -Presentation (VCDM 2.0, section 4.13): the token inside their data URL. */
export function openEnvelope(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value
  const isEnvelope = typesOf(value).some((type) =>
    /^EnvelopedVerifiable(Credential|Presentation)$/.test(type),
  )
  if (!isEnvelope || !isTokenUrl(value.id)) return value
  return value.id.slice(value.id.indexOf(',') + 1)
}

/** A data: URL of a media type that a token has. */
export function isTokenUrl(id: JsonValue | undefined): id is string {
  return typeof id === 'string' && ENVELOPE.test(id)
}

export interface NestedCredential {
  /** RFC 6901, into the containing document. */
  pointer: string
  received: JsonObject | string
}

/** The credentials inside a presentation, or inside a CLR's subject; each is to be verified by itself. */
export function nestedCredentials(document: JsonObject): NestedCredential[] {
  const types = typesOf(document)
  const holders: [string, JsonValue | undefined][] = types.includes('VerifiablePresentation')
    ? [['', document]]
    : asArray(document.credentialSubject).map((subject, index) => [
        Array.isArray(document.credentialSubject) ? `/credentialSubject/${index}` : '/credentialSubject',
        subject,
      ])
  return holders.flatMap(([path, holder]) => {
    const nested = isJsonObject(holder) ? holder.verifiableCredential : undefined
    return asArray(nested).flatMap((member, index) => {
      const received = openEnvelope(member)
      if (typeof received !== 'string' && !isJsonObject(received)) return []
      const pointer = `${path}/verifiableCredential${Array.isArray(nested) ? `/${index}` : ''}`
      return [{ pointer, received }]
    })
  })
}
