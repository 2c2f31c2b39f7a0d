/**
 * Standard Webhooks 1.0.0: signing. Pure (Web Crypto).
 * Signed bytes: `{id}.{timestamp}.{body}`. `v1` is HMAC-SHA256 under `whsec_…`, `v1a` is Ed25519 under `whsk_…`.
 */
import { concatBytes } from '../credential/bytes.ts'
import { fromBase64, fromHex, hmacSha256, toBase64, utf8 } from '../http/bytes.ts'

/**
 * The `webhook-signature` header for a message of ours: one entry a secret, so that receivers can rotate.
 * @param secrets `whsec_…` or `whsk_…` (Ed25519: 32-byte seed, or seed and public key, in base64)
 */
export async function signStandardWebhook(
  secrets: string[],
  message: { id: string; timestamp: Date; body: Uint8Array },
): Promise<string> {
  const seconds = String(Math.floor(message.timestamp.getTime() / 1000))
  const signed = signedBytes(message.id, seconds, message.body)
  const entries = await Promise.all(
    secrets.map(async (secret) => {
      if (secret.startsWith('whsk_')) return `v1a,${toBase64(await signEd25519(secret.slice(5), signed))}`
      return `v1,${toBase64(await hmacSha256(symmetricKey(secret), signed))}`
    }),
  )
  return entries.join(' ')
}

/** A fresh symmetric secret: 32 random bytes. */
export function generateWebhookSecret(): string {
  return `whsec_${toBase64(crypto.getRandomValues(new Uint8Array(32)))}`
}

export function signedBytes(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes([utf8(`${id}.${timestamp}.`), body])
}

/** The reference libraries take a secret with or without its prefix. */
export function symmetricKey(secret: string): Uint8Array {
  const key = fromBase64(secret.startsWith('whsec_') ? secret.slice(6) : secret)
  if (!key || key.length === 0) throw new TypeError('a Standard Webhooks secret is base64 after `whsec_`')
  return key
}

const PKCS8_ED25519_PREFIX = fromHex('302e020100300506032b657004220420') as Uint8Array

async function signEd25519(secret: string, signed: Uint8Array): Promise<Uint8Array> {
  const seed = fromBase64(secret)?.subarray(0, 32)
  if (seed?.length !== 32)
    throw new TypeError('an Ed25519 webhook secret is 32 or 64 bytes in base64 after `whsk_`')
  const key = await crypto.subtle.importKey(
    'pkcs8',
    concatBytes([PKCS8_ED25519_PREFIX, seed]),
    'Ed25519',
    false,
    ['sign'],
  )
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, signed as Uint8Array<ArrayBuffer>))
}
