/** Checks a raw signature by Web Crypto. No I/O; keeps a bounded memory of imported public keys, nothing else. */
import { ALGORITHMS, fitsAlgorithm, type VerificationAlgorithm } from './algorithms.ts'
import type { PublicJwk } from './jwk.ts'

const MAX_IMPORTED_KEYS = 200
/** Keys, not promises of them: on Workers a request must not wait for what another one began. */
const importedKeys = new Map<string, CryptoKey>()

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
    const name = `${algorithm} ${Object.values(publicKey).join(' ')}`
    // No wait for a key that is known: the check begins at once.
    const key = importedKeys.get(name) ?? (await importPublicKey(name, algorithm, publicKey))
    const { use } = ALGORITHMS[algorithm]
    return await crypto.subtle.verify(use, key, signature as BufferSource, data as BufferSource)
  } catch {
    return false
  }
}

async function importPublicKey(
  name: string,
  algorithm: VerificationAlgorithm,
  publicKey: PublicJwk,
): Promise<CryptoKey> {
  const imported = await crypto.subtle.importKey('jwk', { ...publicKey }, ALGORITHMS[algorithm].key, false, [
    'verify',
  ])
  if (importedKeys.size >= MAX_IMPORTED_KEYS) importedKeys.clear()
  importedKeys.set(name, imported)
  return imported
}
