/**
 * Standard Webhooks 1.0.0: proving a delivery genuine (signing our own is in webhooks/). Pure (Web Crypto).
 * Signed bytes: `{id}.{timestamp}.{body}`. `v1` is HMAC-SHA256 under `whsec_…`, `v1a` is Ed25519 under `whpk_…`/`whsk_…`.
 * The header names `svix-*` are the same scheme under its older name.
 */
import { equalsAny, fromBase64, hmacSha256 } from '../../http/bytes.ts'
import { signedBytes, symmetricKey } from '../../webhooks/sign.ts'
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
