/**
 * The body *is* a JWT (Canvas "Sign Payload"): verified against the vendor's JWKS, the claims are the event. Pure but
 * for the JWKS, which comes through the given port.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { utf8 } from '../../http/bytes.ts'
import { type AuthenticityFinding, type Delivery, refused } from './delivery.ts'

export interface SignedJwtBodyScheme {
  way: 'signed-jwt-body'
  /** Where the vendor publishes its keys. */
  jwksUrl: string
  issuer?: string
  audience?: string
  /** Seconds a token without `exp` may be old, by its `iat`. Default: no limit, the event's id stops a replay. */
  maxAgeSeconds?: number
}

/** The vendor's keys; undefined when they cannot be had. `fresh` asks past any cache (a key was rotated). */
export type FetchJwks = (url: string, fresh: boolean) => Promise<JSONWebKeySet | undefined>

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519']

export async function proveSignedJwtBody(
  scheme: SignedJwtBodyScheme,
  delivery: Delivery,
  fetchJwks: FetchJwks,
): Promise<AuthenticityFinding> {
  const token = new TextDecoder().decode(delivery.body).trim().replace(/^"|"$/g, '')
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return refused('token-malformed')

  for (const fresh of [false, true]) {
    const jwks = await fetchJwks(scheme.jwksUrl, fresh)
    if (!jwks) return refused('key-unavailable')
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
        algorithms: ALGORITHMS,
        currentDate: delivery.receivedAt,
        clockTolerance: 300,
        ...(scheme.issuer ? { issuer: scheme.issuer } : {}),
        ...(scheme.audience ? { audience: scheme.audience } : {}),
        ...(scheme.maxAgeSeconds ? { maxTokenAge: scheme.maxAgeSeconds } : {}),
      })
      const windowed = payload.exp !== undefined || scheme.maxAgeSeconds !== undefined
      return {
        genuine: true,
        strength: windowed ? 'strong' : 'replayable',
        payload: utf8(JSON.stringify(payload)),
      }
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && !fresh) continue
      return refused(reasonOf(error))
    }
  }
  return refused('signature-wrong')
}

function reasonOf(error: unknown) {
  if (error instanceof errors.JWTExpired) return 'token-expired'
  if (error instanceof errors.JWTClaimValidationFailed) return 'token-claim-wrong'
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'token-algorithm-refused'
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return 'signature-wrong'
  }
  return 'token-malformed'
}
