/**
 * Disclosures put back into the claims that the issuer signed digests of (RFC 9901, section 7.1). Pure.
 * Every rule there that keeps a holder from showing what was not signed is applied: each digest once, each disclosure
 * used, no claim put over another.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { decodeBase64url, encodeBase64url } from '../key/multibase.ts'
import { parseJson } from '../parse-json.ts'

export type DisclosureFault =
  | 'sd-jwt-hash-unknown'
  | 'sd-jwt-disclosure-malformed'
  | 'sd-jwt-disclosure-twice'
  | 'sd-jwt-disclosure-stray'
  | 'sd-jwt-claim-collision'
  | 'sd-jwt-too-deep'

export type Disclosed =
  | { ok: true; claims: JsonObject; undisclosed: number; hash: string }
  | { ok: false; code: DisclosureFault }

/** IANA names to Web Crypto's; what is not here is not known to be safe. */
const HASHES: Record<string, string> = { 'sha-256': 'SHA-256', 'sha-384': 'SHA-384', 'sha-512': 'SHA-512' }
/** What says who issued it, to whom it is bound and whether it holds must stand in the open (SD-JWT VC, 'Claims'). */
const NEVER_HIDDEN = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'status']
const MAX_DISCLOSURES = 1000
const MAX_DEPTH = 64

type Disclosure = { name: string | null; value: JsonValue; used: boolean }

class Refused extends Error {
  readonly code: DisclosureFault
  constructor(code: DisclosureFault) {
    super(code)
    this.code = code
  }
}

export async function disclose(payload: JsonObject, disclosures: string[]): Promise<Disclosed> {
  const { _sd_alg: algorithm = 'sha-256' } = payload
  const hash =
    typeof algorithm === 'string' && Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined
  if (hash === undefined) return { ok: false, code: 'sd-jwt-hash-unknown' }
  if (disclosures.length > MAX_DISCLOSURES) return { ok: false, code: 'sd-jwt-disclosure-malformed' }
  try {
    const byDigest = new Map<string, Disclosure>()
    for (const text of disclosures) {
      const digest = await digestOf(text, hash)
      if (byDigest.has(digest)) throw new Refused('sd-jwt-disclosure-twice')
      byDigest.set(digest, readDisclosure(text))
    }
    const unfolding = new Unfolding(byDigest)
    const { _sd_alg, ...claims } = unfolding.object(payload, 0)
    if ([...byDigest.values()].some(({ used }) => !used)) throw new Refused('sd-jwt-disclosure-stray')
    return { ok: true, claims, undisclosed: unfolding.undisclosed, hash }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code }
    throw error
  }
}

/** base64url of the hash over the ASCII of `text`. */
export async function digestOf(text: string, hash: string): Promise<string> {
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(text))))
}

/** `[salt, name, value]` for a member, `[salt, value]` for an element. */
function readDisclosure(text: string): Disclosure {
  const bytes = decodeBase64url(text)
  const parsed = bytes && parseJson(decodeUtf8(bytes))
  const parts = parsed?.ok && Array.isArray(parsed.value) ? parsed.value : []
  const value = parts.at(-1)
  if (typeof parts[0] !== 'string' || value === undefined || parts.length < 2 || parts.length > 3) {
    throw new Refused('sd-jwt-disclosure-malformed')
  }
  if (parts.length === 2) return { name: null, value, used: false }
  const name = parts[1]
  if (typeof name !== 'string' || ['_sd', '...', '__proto__'].includes(name)) {
    throw new Refused('sd-jwt-disclosure-malformed')
  }
  return { name, value, used: false }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Refused('sd-jwt-disclosure-malformed')
  }
}

class Unfolding {
  undisclosed = 0
  readonly #byDigest: Map<string, Disclosure>
  readonly #seen = new Set<string>()

  constructor(byDigest: Map<string, Disclosure>) {
    this.#byDigest = byDigest
  }

  object(source: JsonObject, depth: number): JsonObject {
    if (depth > MAX_DEPTH) throw new Refused('sd-jwt-too-deep')
    const { _sd: digests, ...members } = source
    const result: JsonObject = {}
    for (const [name, value] of Object.entries(members)) {
      if (name === '...') throw new Refused('sd-jwt-disclosure-malformed')
      result[name] = this.#value(value, depth + 1)
    }
    if (digests === undefined) return result
    if (!Array.isArray(digests)) throw new Refused('sd-jwt-disclosure-malformed')
    for (const digest of digests) {
      const disclosure = this.#take(digest)
      if (!disclosure) continue
      const { name, value } = disclosure
      if (name === null || (depth === 0 && NEVER_HIDDEN.includes(name))) {
        throw new Refused('sd-jwt-disclosure-malformed')
      }
      if (Object.hasOwn(result, name)) throw new Refused('sd-jwt-claim-collision')
      result[name] = this.#value(value, depth + 1)
    }
    return result
  }

  #value(value: JsonValue, depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw new Refused('sd-jwt-too-deep')
    if (isJsonObject(value)) return this.object(value, depth)
    if (!Array.isArray(value)) return value
    return value.flatMap((element) => {
      if (!isJsonObject(element) || !('...' in element)) return [this.#value(element, depth + 1)]
      if (Object.keys(element).length !== 1) throw new Refused('sd-jwt-disclosure-malformed')
      const disclosure = this.#take(element['...'])
      if (!disclosure) return []
      if (disclosure.name !== null) throw new Refused('sd-jwt-disclosure-malformed')
      return [this.#value(disclosure.value, depth + 1)]
    })
  }

  #take(digest: JsonValue | undefined): Disclosure | undefined {
    if (typeof digest !== 'string') throw new Refused('sd-jwt-disclosure-malformed')
    if (this.#seen.has(digest)) throw new Refused('sd-jwt-disclosure-twice')
    this.#seen.add(digest)
    const disclosure = this.#byDigest.get(digest)
    if (disclosure) disclosure.used = true
    else this.undisclosed++
    return disclosure
  }
}
