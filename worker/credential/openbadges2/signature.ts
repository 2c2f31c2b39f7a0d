/** The signature of a signed badge: a compact JWS over the assertion (Open Badges 2.0, 'Signed Badges'). Pure. */
import { compactVerify, importSPKI } from 'jose'
import type { JsonObject } from '../json.ts'
import type { MessageCode } from '../messages/en.ts'

/** Public-key algorithms alone: with `none` or HMAC whoever knows the public key could sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
  'Ed25519',
]

/** null when the signature is good. */
export async function jwsFault(
  token: string,
  header: JsonObject,
  publicKeyPem: string,
): Promise<MessageCode | null> {
  const { alg } = header
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) return 'jws-algorithm-refused'
  // `b64: false` would make the signed bytes other than those that are read here.
  if ('crit' in header || 'b64' in header) return 'jws-critical-header'
  let key: Awaited<ReturnType<typeof importSPKI>>
  try {
    key = await importSPKI(spkiPem(publicKeyPem), alg)
  } catch {
    return 'signing-key-malformed'
  }
  try {
    await compactVerify(token, key, { algorithms: [alg] })
    return null
  } catch {
    return 'signature-mismatch'
  }
}

const RSA_ALGORITHM = [
  0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
]

/** Older issuers publish PKCS #1 ('RSA PUBLIC KEY'), which Web Crypto does not read: wrapped as SubjectPublicKeyInfo. */
function spkiPem(pem: string): string {
  const pkcs1 = /-----BEGIN RSA PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END RSA PUBLIC KEY-----/.exec(pem)?.[1]
  if (pkcs1 === undefined) return pem
  const key = Array.from(atob(pkcs1.replace(/\s/g, '')), (char) => char.charCodeAt(0))
  const bits = [0x03, ...derLength(key.length + 1), 0x00, ...key]
  const spki = [0x30, ...derLength(RSA_ALGORITHM.length + bits.length), ...RSA_ALGORITHM, ...bits]
  return `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...spki))}\n-----END PUBLIC KEY-----`
}

function derLength(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}
