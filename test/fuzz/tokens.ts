/**
 * Fuzzes tokens by their meaning: header and claims changed member by member, then signed by the issuer, by a stranger or
 * not anew. Valid may be only what the key of the issuer that it names signed, with claims that repeat the credential.
 */
import { isJsonObject, type JsonObject } from '../../worker/credential/json.ts'
import { encodeBase64url } from '../../worker/credential/key/index.ts'
import { signCompact } from '../../worker/credential/proof/secure-as-jwt.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'
import { mutateMembers, pick, type Random, randomOf } from './mutate.ts'
import { type FuzzIssuer, fuzzBadge, fuzzIssuer } from './signed.ts'

const now = new Date('2026-01-01T00:00:00Z')
const SKEW_MS = 60_000

/** Returns the number of tokens that were answered wrongly. */
export async function fuzzTokens(seconds: number, firstSeed: number): Promise<number> {
  const end = Date.now() + seconds * 1000
  const [issuer, stranger] = await Promise.all([fuzzIssuer(), fuzzIssuer()])
  let [tokens, valid, bad] = [0, 0, 0]
  for (let seed = firstSeed; Date.now() < end && bad < 5; seed++) {
    const random = randomOf(seed * 2_654_435_761)
    const header = makeHeader(issuer, stranger, random)
    const claims = makeClaims(issuer, stranger, random)
    const by = pick([issuer, issuer, stranger, null], random)
    const token = by ? await signCompact(header, claims, by.signer) : unsigned(header, claims, random)
    tokens++
    try {
      const { verdict } = await verifyCredential(token, { now, fetchDocument })
      if (verdict === 'valid') valid++
      if (verdict !== 'valid' || mayBeValid(header, claims, by)) continue
    } catch (error) {
      console.error(error)
    }
    bad++
    console.error(`seed ${seed}: ${JSON.stringify({ header, claims, by: by?.did ?? null })}\n`)
  }
  if (valid === 0) {
    console.error('no token was valid, so that refusing the others shows nothing')
    bad++
  }
  console.log(`${tokens} tokens from seed ${firstSeed}: ${valid} valid, ${bad} answered wrongly`)
  return bad
}

const fetchDocument = async ({ url }: { url: string }) => ({ ok: false, url, reason: 'unreachable' }) as const

function makeHeader(issuer: FuzzIssuer, stranger: FuzzIssuer, random: Random): JsonObject {
  const header: JsonObject = { alg: 'EdDSA', kid: issuer.signer.kid, typ: 'JWT' }
  if (random(2) === 0) return header
  const more = pick<JsonObject>(
    [
      { alg: pick(['none', 'None', 'NONE', 'HS256', 'ES256', 'RS256', 'Ed25519', 'EdDSA ', ''], random) },
      { crit: pick([[], ['exp'], ['b64'], 'exp', null], random) },
      { b64: pick([true, false, null, 'true'], random) },
      { jwk: pick([issuer, stranger], random).signer.publicKeyJwk },
      { kid: pick([stranger.signer.kid, stranger.did, issuer.did, '#0', 'key-1', ''], random) },
      { typ: pick(['JWT', 'jwt', 'vc+jwt', 'vp+jwt', 'at+jwt', 'dc+sd-jwt'], random) },
      { jku: 'https://stranger.example/jwks', x5u: 'https://stranger.example/x5u' },
    ],
    random,
  )
  return random(4) === 0 ? mutateMembers({ ...header, ...more }, random) : { ...header, ...more }
}

function makeClaims(issuer: FuzzIssuer, stranger: FuzzIssuer, random: Random): JsonObject {
  const badge = fuzzBadge(issuer.did)
  const claims: JsonObject = {
    ...badge,
    iss: issuer.did,
    sub: 'did:example:learner',
    jti: badge.id as string,
    nbf: Date.parse('2025-01-01T00:00:00Z') / 1000,
  }
  switch (random(5)) {
    case 0:
      return { ...claims, iss: stranger.did }
    case 1:
      return { ...claims, issuer: { id: stranger.did, type: ['Profile'], name: 'A stranger' } }
    case 2:
      return mutateMembers({ ...claims, exp: pick([0, 1, 2e9, 1e300, -1, 1_767_225_600], random) }, random)
    default:
      return mutateMembers(claims, random)
  }
}

function unsigned(header: JsonObject, claims: JsonObject, random: Random): string {
  const text = (value: JsonObject) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
  return `${text(header)}.${text(claims)}.${pick(['', 'AA', encodeBase64url(new Uint8Array(64))], random)}`
}

/** What every valid token has, whatever else it says. Said anew here, so that the verifier is held to it. */
function mayBeValid(header: JsonObject, claims: JsonObject, by: FuzzIssuer | null): boolean {
  if (by === null || (header.alg !== 'EdDSA' && header.alg !== 'Ed25519')) return false
  if (header.crit !== undefined || (header.b64 !== undefined && header.b64 !== true)) return false
  const { issuer, credentialSubject: subject } = claims
  const issuerId = isJsonObject(issuer) ? issuer.id : issuer
  const subjectId = isJsonObject(subject) ? subject.id : undefined
  const repeats =
    [undefined, null, issuerId].includes(claims.iss) &&
    [undefined, null, subjectId].includes(claims.sub) &&
    [undefined, null, claims.id].includes(claims.jti)
  const begins = [claims.validFrom, claims.nbf].map(timeOf).every((at) => at <= now.getTime() + SKEW_MS)
  const ends = [claims.validUntil, claims.exp].map(timeOf).every((at) => !(at < now.getTime() - SKEW_MS))
  return issuerId === by.did && repeats && begins && ends
}

/** Milliseconds; absent is now. A claim counts in seconds. */
function timeOf(value: unknown): number {
  if (value === undefined || value === null) return now.getTime()
  return typeof value === 'number' ? value * 1000 : Date.parse(String(value))
}
