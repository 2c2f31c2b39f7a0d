/** Secures a credential as VC-JWT by Open Badges 3.0, section 8.2. Pure but for the signer. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { encodeBase64url } from '../key/multibase.ts'
import type { Signer } from './signer.ts'

/**
 * Compact JWS: the credential's members at top level beside `iss`, `sub`, `nbf`, `jti` and `exp` (seconds); header
 * exactly `alg`, `kid`, `typ`. `sub` is left out where the subject has no id; `exp` where the credential does not end.
 */
export async function secureAsJwt(credential: JsonObject, signer: Signer): Promise<string> {
  const { issuer, credentialSubject, validFrom, validUntil, id } = credential
  const claims = {
    iss: isJsonObject(issuer) ? issuer.id : issuer,
    sub: isJsonObject(credentialSubject) ? credentialSubject.id : undefined,
    nbf: seconds(validFrom),
    jti: id,
    exp: seconds(validUntil),
  }
  const present = Object.entries(claims).filter((entry) => entry[1] !== undefined)
  const { proof: _embedded, ...members } = credential
  return signCompact(
    { alg: signer.algorithm, kid: signer.kid, typ: 'JWT' },
    { ...members, ...Object.fromEntries(present) },
    signer,
  )
}

/** A credential or presentation as the payload itself (VC-JOSE-COSE, section 3.1). */
export async function secureAsVcJose(
  document: JsonObject,
  signer: Signer,
  typ: 'vc+jwt' | 'vp+jwt' = 'vc+jwt',
): Promise<string> {
  const { issuer, holder } = document
  const controller = typ === 'vc+jwt' ? issuer : holder
  const iss = isJsonObject(controller) ? controller.id : controller
  const cty = typ === 'vc+jwt' ? 'vc' : 'vp'
  return signCompact(
    { alg: signer.algorithm, kid: signer.kid, typ, cty, ...(typeof iss === 'string' ? { iss } : {}) },
    document,
    signer,
  )
}

export async function signCompact(header: JsonObject, payload: object, signer: Signer): Promise<string> {
  const signed = `${encodeJson(header)}.${encodeJson(payload)}`
  const signature = await signer.sign(new TextEncoder().encode(signed))
  return `${signed}.${encodeBase64url(signature)}`
}

function encodeJson(value: object): string {
  return encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
}

function seconds(date: unknown): number | undefined {
  const time = typeof date === 'string' ? Date.parse(date) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}
