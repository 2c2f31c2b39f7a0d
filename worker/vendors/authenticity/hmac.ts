/**
 * HMAC-SHA256 over the raw body, its dialects as settings: GitHub, Stripe, Thinkific, Thought Industries, Shopify,
 * Slack-like and colon-joined forms. Pure (Web Crypto).
 * Without a timestamp in the signed bytes a captured delivery can be sent again: the event's own id must stop that.
 */
import { concatBytes } from '../../credential/bytes.ts'
import { equalsAny, fromBase64, fromHex, hmacSha256, utf8 } from '../../http/bytes.ts'
import { type AuthenticityFinding, type Delivery, refused } from './delivery.ts'
import { outsideWindow } from './replay-window.ts'

export interface HmacScheme {
  way: 'hmac-sha256'
  /** Header that carries the signature. */
  header: string
  /** `either` also takes off a version such as `v0=` (for senders who do not say). */
  encoding: 'hex' | 'base64' | 'either'
  /** Text before the signature, `sha256=` or `v1=`. With `fields` it is the field's name. */
  prefix?: string
  /** `fields`: the header is a list such as `t=1700000000,v1=…,v1=…`; each field called `prefix` is one signature. */
  layout?: 'plain' | 'fields'
  /** The signed text, with `{timestamp}` and `{body}` in their places. Several: any may hold. Default `{body}`. */
  signed?: string | string[]
  /** Where the signed time is; absent means no replay window. */
  timestamp?: {
    /** Header that carries it. Absent with `fields`: then it is the field `t`. */
    header?: string
    unit: 'seconds' | 'milliseconds' | 'either'
  }
  toleranceSeconds?: number
  /** How the shared secret is written. Default: its UTF-8 text is the key. */
  secretEncoding?: 'utf8' | 'base64' | 'hex'
}

export async function proveHmac(
  scheme: HmacScheme,
  secrets: string[],
  delivery: Delivery,
): Promise<AuthenticityFinding> {
  const value = delivery.headers.get(scheme.header)
  if (value === null) return refused('header-missing')
  const { signatures, timestamp: inline } = readHeader(scheme, value)
  if (signatures.length === 0) return refused('header-malformed')

  const timestamp = scheme.timestamp?.header ? delivery.headers.get(scheme.timestamp.header) : inline
  if (scheme.timestamp && (timestamp === null || timestamp === undefined)) return refused('header-missing')
  if (scheme.timestamp && !/^\d{1,15}$/.test(timestamp ?? '')) return refused('timestamp-malformed')

  const keys = secrets.map((secret) => decodeSecret(secret, scheme.secretEncoding))
  const forms = [scheme.signed ?? '{body}']
    .flat()
    .map((form) => signedBytes(form, timestamp ?? '', delivery.body))
  const expected = await Promise.all(
    keys.filter((key) => key !== undefined).flatMap((key) => forms.map((signed) => hmacSha256(key, signed))),
  )
  if (expected.length === 0) return refused('no-secret-configured')

  const held = await Promise.all(signatures.map((signature) => equalsAny(signature, expected)))
  if (!held.includes(true)) return refused('signature-wrong')

  if (!scheme.timestamp) return { genuine: true, strength: 'replayable' }
  const outside = outsideWindow(
    milliseconds(Number(timestamp), scheme.timestamp.unit),
    delivery.receivedAt,
    scheme.toleranceSeconds,
  )
  if (outside) return refused(outside)
  return { genuine: true, strength: 'strong' }
}

const DECODERS = {
  hex: fromHex,
  base64: fromBase64,
  either: (text: string) => {
    const bare = text.replace(/^(v\d|sha256)=/, '')
    return bare.length === 64 ? fromHex(bare) : fromBase64(bare)
  },
}

function readHeader(scheme: HmacScheme, value: string): { signatures: Uint8Array[]; timestamp?: string } {
  const decode = DECODERS[scheme.encoding]
  if (scheme.layout !== 'fields') {
    const prefix = scheme.prefix ?? ''
    if (!value.startsWith(prefix)) return { signatures: [] }
    const signature = decode(value.slice(prefix.length).trim())
    return { signatures: signature && signature.length > 0 ? [signature] : [] }
  }
  const fields = value
    .split(',')
    .slice(0, 16)
    .map((field) => {
      const at = field.indexOf('=')
      return [field.slice(0, at).trim(), field.slice(at + 1).trim()] as const
    })
  const name = (scheme.prefix ?? 'v1').replace(/=$/, '')
  const signatures = fields
    .filter(([field]) => field === name)
    .map(([, text]) => decode(text))
    .filter((bytes) => bytes !== undefined && bytes.length > 0) as Uint8Array[]
  const timestamp = fields.find(([field]) => field === 't')?.[1]
  return timestamp === undefined ? { signatures } : { signatures, timestamp }
}

/** The form is split at `{body}` so that the body's bytes go in as they came, whatever their encoding. */
function signedBytes(form: string, timestamp: string, body: Uint8Array): Uint8Array {
  const [before = '', after = ''] = form.split('{body}', 2)
  const fill = (text: string) => utf8(text.replaceAll('{timestamp}', timestamp))
  return concatBytes([fill(before), body, fill(after)])
}

function decodeSecret(secret: string, encoding: HmacScheme['secretEncoding']): Uint8Array | undefined {
  if (encoding === 'base64') return fromBase64(secret)
  if (encoding === 'hex') return fromHex(secret)
  return utf8(secret)
}

function milliseconds(value: number, unit: 'seconds' | 'milliseconds' | 'either'): number {
  if (unit === 'seconds') return value * 1000
  if (unit === 'milliseconds') return value
  return value < 100_000_000_000 ? value * 1000 : value
}
