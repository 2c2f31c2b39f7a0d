/**
 * Standard Webhooks 1.0.0, both ways: proving a delivery genuine, and signing our own. Pure (Web Crypto).
 * Signed bytes: `{id}.{timestamp}.{body}`. `v1` is HMAC-SHA256 under `whsec_…`, `v1a` is Ed25519 under `whpk_…`/`whsk_…`.
 * The header names `svix-*` are the same scheme under its older name.
 */
import { concat, equalsAny, fromBase64, hmacSha256, toBase64, utf8 } from './bytes.ts'
import { type AuthenticityFinding, type Delivery, refused } from './delivery.ts'
import { outsideWindow } from './replay-window.ts'

export interface StandardWebhooksScheme {
  way: 'standard-webhooks'
  /** Seconds a signed time may lie from ours. Default 300. */
  toleranceSeconds?: number
}

/** @param secrets `whsec_…` (symmetric) or `whpk_…` (the sender's Ed25519 public key); all that are valid now. */
export async function proveStandardWebhook(
  scheme: StandardWebhooksScheme,
  secrets: string[],
  delivery: Delivery,
): Promise<AuthenticityFinding> {
  const id = header(delivery, 'id')
  const timestamp = header(delivery, 'timestamp')
  const signatures = header(delivery, 'signature')
  if (id === null || timestamp === null || signatures === null) return refused('header-missing')
  if (id === '') return refused('header-malformed')
  if (!/^\d{1,15}$/.test(timestamp)) return refused('timestamp-malformed')

  const signed = signedBytes(id, timestamp, delivery.body)
  if (!(await anySignatureHolds(signatures, secrets, signed))) return refused('signature-wrong')

  // After the signature, so that a stranger learns nothing of our clock.
  const outside = outsideWindow(Number(timestamp) * 1000, delivery.receivedAt, scheme.toleranceSeconds)
  if (outside) return refused(outside)
  return { genuine: true, strength: 'strong', messageId: id }
}

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

async function anySignatureHolds(list: string, secrets: string[], signed: Uint8Array): Promise<boolean> {
  const entries = list.split(' ').slice(0, 16)
  const symmetric = await Promise.all(
    secrets.filter((s) => !s.startsWith('whpk_')).map((s) => hmacSha256(symmetricKey(s), signed)),
  )
  const publicKeys = secrets.filter((s) => s.startsWith('whpk_'))
  for (const entry of entries) {
    const comma = entry.indexOf(',')
    const version = entry.slice(0, comma)
    const signature = fromBase64(entry.slice(comma + 1))
    if (comma < 0 || !signature) continue
    if (version === 'v1' && symmetric.length > 0 && (await equalsAny(signature, symmetric))) return true
    if (version === 'v1a') {
      for (const key of publicKeys) if (await holdsEd25519(key.slice(5), signature, signed)) return true
    }
  }
  return false
}

function header(delivery: Delivery, name: 'id' | 'timestamp' | 'signature'): string | null {
  return delivery.headers.get(`webhook-${name}`) ?? delivery.headers.get(`svix-${name}`)
}

function signedBytes(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8(`${id}.${timestamp}.`), body)
}

/** The reference libraries take a secret with or without its prefix. */
function symmetricKey(secret: string): Uint8Array {
  const key = fromBase64(secret.startsWith('whsec_') ? secret.slice(6) : secret)
  if (!key || key.length === 0) throw new TypeError('a Standard Webhooks secret is base64 after `whsec_`')
  return key
}

async function holdsEd25519(key: string, signature: Uint8Array, signed: Uint8Array): Promise<boolean> {
  const bytes = fromBase64(key)
  if (bytes?.length !== 32 || signature.length !== 64) return false
  try {
    const imported = await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify(
      'Ed25519',
      imported,
      signature as Uint8Array<ArrayBuffer>,
      signed as Uint8Array<ArrayBuffer>,
    )
  } catch {
    return false
  }
}

const PKCS8_ED25519_PREFIX = '302e020100300506032b657004220420'

async function signEd25519(secret: string, signed: Uint8Array): Promise<Uint8Array> {
  const seed = fromBase64(secret)?.subarray(0, 32)
  if (seed?.length !== 32)
    throw new TypeError('an Ed25519 webhook secret is 32 or 64 bytes in base64 after `whsk_`')
  const prefix = Uint8Array.from(PKCS8_ED25519_PREFIX.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const key = await crypto.subtle.importKey('pkcs8', concat(prefix, seed), 'Ed25519', false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, signed as Uint8Array<ArrayBuffer>))
}
