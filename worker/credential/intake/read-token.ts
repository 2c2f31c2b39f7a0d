/** Compact tokens (JWT, JWS, SD-JWT) taken apart for recognition and display. Pure; nothing here is verified. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { decodeBase64url } from '../key/multibase.ts'
import { type JsonFault, parseJson } from '../parse-json.ts'

export type TokenFault = JsonFault | 'not-a-token'

export type DecodedToken =
  | { ok: true; header: JsonObject; claims: JsonObject }
  | { ok: false; code: TokenFault; detail: string }

const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/
const SD_JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(~[A-Za-z0-9_.-]*)+$/

export function isCompactToken(text: string): boolean {
  return COMPACT_JWS.test(text) || isSdJwt(text)
}

/** An SD-JWT is told from a JWT by its tildes: `<issuer-jwt>~<disclosure>~…~[<key binding jwt>]`. */
export function isSdJwt(text: string): boolean {
  return text.includes('~') && SD_JWT.test(text)
}

/** Header and claims of the (issuer-signed) JWS, read as strictly as any other JSON. */
export function decodeToken(token: string): DecodedToken {
  const [headerPart = '', claimsPart = ''] = (token.split('~', 1)[0] as string).split('.')
  const header = decodePart(headerPart)
  if (!header.ok) return header
  const claims = decodePart(claimsPart)
  if (!claims.ok) return claims
  return { ok: true, header: header.value, claims: claims.value }
}

function decodePart(
  part: string,
): { ok: true; value: JsonObject } | { ok: false; code: TokenFault; detail: string } {
  const bytes = decodeBase64url(part)
  if (bytes === undefined) return { ok: false, code: 'not-a-token', detail: '' }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { ok: false, code: 'not-a-token', detail: '' }
  }
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  if (!isJsonObject(parsed.value)) return { ok: false, code: 'not-a-token', detail: '' }
  return { ok: true, value: parsed.value }
}

/**
 * The credential that a token's claims carry, for display: the claims themselves (Open Badges 3.0 section 8.2,
 * VC-JOSE-COSE), or the `vc`/`vp` claim of VC Data Model 1.1 with the registered claims in their places (section 6.3.1).
 */
export function credentialOfClaims(claims: JsonObject): JsonObject {
  if (isJsonObject(claims.vp)) return claims.vp
  const { vc } = claims
  if (!isJsonObject(vc)) return claims
  const subject = vc.credentialSubject
  return {
    ...(typeof claims.jti === 'string' ? { id: claims.jti } : {}),
    ...(typeof claims.iss === 'string' ? { issuer: claims.iss } : {}),
    ...instant('issuanceDate', claims.nbf ?? claims.iat),
    ...instant('expirationDate', claims.exp),
    ...vc,
    ...(isJsonObject(subject) && typeof claims.sub === 'string'
      ? { credentialSubject: { id: claims.sub, ...subject } }
      : {}),
  }
}

const MAX_SECONDS = 253_402_300_799

function instant(name: string, seconds: unknown): JsonObject {
  if (typeof seconds !== 'number' || Math.abs(seconds) > MAX_SECONDS) return {}
  return { [name]: new Date(seconds * 1000).toISOString() }
}
