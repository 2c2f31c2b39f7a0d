/**
 * Secrets at rest: AES-256-GCM under the key-encryption key, which only the Worker's secret holds. Pure but for Web Crypto.
 * `context` is authenticated: an envelope moved to another issuer or key does not open. KEY_ENCRYPTION_KEY may hold several
 * keys separated by commas: the first seals, all open, so that it rotates without losing anything.
 * Envelope: `v1.<key id>.<nonce>.<ciphertext>`, base64url. Errors name neither key nor content.
 */
import { base64url } from 'jose'

export interface Vault {
  /** `context` says what it is and whose: `issuer-key:<issuer>:<key>`. */
  seal(plaintext: string, context: string): Promise<string>
  /** Throws VaultError where the envelope is broken, of another context, or under a key that is no longer configured. */
  open(envelope: string, context: string): Promise<string>
  /** A keyed hash (HMAC-SHA-256, base64url) for looking up what must not be stored in clear. Stable under the last key. */
  blindIndex(value: string, context: string): Promise<string>
  /** Of the configured keys, in their order: as envelopes name them. */
  keyIds(): Promise<string[]>
}

export class VaultError extends Error {
  override name = 'VaultError'
}

const KEY_BYTES = 32
const NONCE_BYTES = 12

interface VaultKey {
  id: string
  cipher: CryptoKey
  mac: CryptoKey
}

export function createVault(keyEncryptionKey: string): Vault {
  // The keys are kept, not the promise of them: a request must not wait for what another one began.
  let loaded: VaultKey[] | undefined
  const keys = async () => {
    loaded ??= await Promise.all(keyEncryptionKey.split(',').map((text) => loadKey(text.trim())))
    return loaded
  }
  return {
    async seal(plaintext, context) {
      const key = (await keys())[0] as VaultKey
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const ciphertext = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: additionalData(context) },
        key.cipher,
        new TextEncoder().encode(plaintext),
      )
      return `v1.${key.id}.${base64url.encode(nonce)}.${base64url.encode(new Uint8Array(ciphertext))}`
    },

    async open(envelope, context) {
      const [version, keyId, nonce, ciphertext, ...rest] = envelope.split('.')
      const key = (await keys()).find(({ id }) => id === keyId)
      if (
        version !== 'v1' ||
        key === undefined ||
        nonce === undefined ||
        ciphertext === undefined ||
        rest.length > 0
      )
        throw new VaultError('This envelope cannot be opened with the configured key-encryption keys.')
      try {
        const plaintext = await crypto.subtle.decrypt(
          {
            name: 'AES-GCM',
            iv: base64url.decode(nonce),
            additionalData: additionalData(context),
          },
          key.cipher,
          base64url.decode(ciphertext),
        )
        return new TextDecoder().decode(plaintext)
      } catch {
        throw new VaultError('This envelope does not belong here or was changed.')
      }
    },

    async blindIndex(value, context) {
      const key = (await keys()).at(-1) as VaultKey
      const mac = await crypto.subtle.sign('HMAC', key.mac, new TextEncoder().encode(`${context}\0${value}`))
      return base64url.encode(new Uint8Array(mac))
    },

    keyIds: async () => (await keys()).map(({ id }) => id),
  }
}

function additionalData(context: string): Uint8Array {
  return new TextEncoder().encode(`laurel/v1/${context}`)
}

async function loadKey(text: string): Promise<VaultKey> {
  const bytes = decodeKey(text)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const cipher = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const hkdf = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  const mac = await crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: new TextEncoder().encode('laurel/v1/blind-index'),
    },
    hkdf,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  )
  return { id: base64url.encode(digest.subarray(0, 6)), cipher, mac }
}

/** Whether a vault can be made of them. */
export function areEncryptionKeys(keyEncryptionKey: string): boolean {
  try {
    for (const text of keyEncryptionKey.split(',')) decodeKey(text.trim())
    return true
  } catch {
    return false
  }
}

function decodeKey(text: string): Uint8Array {
  const misconfigured = new VaultError('KEY_ENCRYPTION_KEY must be base64url of 32 random bytes.')
  try {
    const bytes = base64url.decode(text)
    if (bytes.byteLength === KEY_BYTES) return bytes
  } catch {
    throw misconfigured
  }
  throw misconfigured
}
