/** Checks a raw signature. No I/O; keeps a bounded memory of imported public keys, nothing else. */
import { ALGORITHMS, fitsAlgorithm, type VerificationAlgorithm } from './algorithms.ts'
import { checkAtOnce } from './check-at-once.ts'
import type { PublicJwk } from './jwk.ts'

type Check = (signature: Uint8Array, data: Uint8Array) => boolean | Promise<boolean>

const MAX_IMPORTED_KEYS = 200
/** By algorithm and all of the key. Never promises of keys: on Workers a request must not wait for what another one began. */
const checks = new Map<string, Check>()

/**
 * False for anything but a good signature: wrong key kind, wrong length (which workerd throws on), a key that is no
 * point of its curve. ECDSA signatures are IEEE P1363.
 */
export async function verifySignature(
  algorithm: VerificationAlgorithm,
  publicKey: PublicJwk,
  signature: Uint8Array,
  data: Uint8Array,
): Promise<boolean> {
  if (!fitsAlgorithm(publicKey, algorithm)) return false
  try {
    if (publicKey.kty === 'EC' && publicKey.crv === 'secp256k1') {
      return (await import('./secp256k1.ts')).verifySecp256k1(publicKey, signature, data)
    }
    const name = `${algorithm} ${Object.values(publicKey).join(' ')}`
    // No wait for a key that is known: the check begins at once.
    const check = checks.get(name) ?? (await importPublicKey(name, algorithm, publicKey))
    return await check(signature, data)
  } catch {
    return false
  }
}

async function importPublicKey(
  name: string,
  algorithm: VerificationAlgorithm,
  publicKey: PublicJwk,
): Promise<Check> {
  const { key, use } = ALGORITHMS[algorithm]
  const imported = await crypto.subtle.importKey('jwk', { ...publicKey }, key, false, ['verify'])
  const check =
    checkAtOnce(algorithm, imported) ??
    ((signature, data) =>
      crypto.subtle.verify(use, imported, signature as BufferSource, data as BufferSource))
  if (checks.size >= MAX_IMPORTED_KEYS) checks.clear()
  checks.set(name, check)
  return check
}
