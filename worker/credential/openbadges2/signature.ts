/** The signature of a signed badge: a compact JWS over the assertion (Open Badges 2.0, 'Signed Badges'). Pure. */
import { KeyError, type PublicJwk } from '../key/jwk.ts'
import { pemToJwk } from '../key/pem.ts'
import { verifySignature } from '../key/verify-signature.ts'
import { algorithmOfHeader, checkCriticalHeaders, parseCompactJws } from '../proof/compact-jws.ts'
import type { Reason } from '../proof/reason.ts'
import { problem } from '../verify/problem.ts'

/** null when the signature is good. `keyId` is for the texts alone. */
export async function jwsReason(token: string, publicKeyPem: string, keyId: string): Promise<Reason | null> {
  const parsed = parseCompactJws(token)
  if (!('payload' in parsed)) return { outcome: 'failure', problem: parsed }
  const { header, signature, signed } = parsed
  const algorithm = algorithmOfHeader(header)
  if (typeof algorithm !== 'string') return algorithm
  const [critical] = checkCriticalHeaders(header)
  if (critical) return critical
  const key = await readKey(publicKeyPem, keyId)
  if ('problem' in key) return key
  if (await verifySignature(algorithm, key, signature, signed)) return null
  return { outcome: 'failure', problem: problem('signature-mismatch') }
}

async function readKey(pem: string, keyId: string): Promise<PublicJwk | Reason> {
  try {
    return await pemToJwk(spkiPem(pem))
  } catch (error) {
    const code = error instanceof KeyError ? error.code : 'key-malformed'
    if (code === 'key-type-unsupported' || code === 'key-size-unsupported') {
      return { outcome: 'indeterminate', problem: problem(code) }
    }
    return { outcome: 'failure', problem: problem('signing-key-malformed', { params: { url: keyId } }) }
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
