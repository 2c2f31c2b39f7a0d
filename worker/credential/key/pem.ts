/** `publicKeyPem` (SPKI) to a canonical JWK, as Open Badges 2.0 and https profiles publish keys. Web Crypto, no I/O. */
import { canonicalPublicJwk, KeyError, type PublicJwk } from './jwk.ts'

const KINDS = [
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  { name: 'ECDSA', namedCurve: 'P-256' },
  { name: 'ECDSA', namedCurve: 'P-384' },
  { name: 'ECDSA', namedCurve: 'P-521' },
  { name: 'Ed25519' },
]
const MAX_CHARACTERS = 8192

/** Throws KeyError. */
export async function pemToJwk(pem: string): Promise<PublicJwk> {
  const match = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(
    pem.length <= MAX_CHARACTERS ? pem.trim() : '',
  )
  if (match === null) throw new KeyError('key-malformed')
  const spki = Uint8Array.from(atob((match[1] as string).replace(/\s/g, '')), (character) =>
    character.charCodeAt(0),
  )
  for (const kind of KINDS) {
    const key = await crypto.subtle.importKey('spki', spki, kind, true, ['verify']).catch(() => undefined)
    if (key === undefined) continue
    const { kty, crv, x, y, n, e } = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey
    const members = Object.entries({ kty, crv, x, y, n, e }).filter((entry) => typeof entry[1] === 'string')
    return canonicalPublicJwk(Object.fromEntries(members) as Record<string, string>)
  }
  throw new KeyError('key-type-unsupported')
}
