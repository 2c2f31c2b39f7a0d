/**
 * HMAC-SHA256 over method, path, content hash, date and chosen headers: the shape Cornerstone describes, in which the
 * body is covered through its own hash header. Pure (Web Crypto).
 * Cornerstone publishes which parts are signed; how it joins them is our reading (the form that Azure made common):
 * `METHOD \n path?query \n value;value;…`, the values in the order of `SignedHeaders`. Not confirmed on a delivery.
 */
import {
  equalInConstantTime,
  equalsAny,
  fromBase64,
  fromHex,
  hmacSha256,
  sha256,
  utf8,
} from '../../http/bytes.ts'
import { type AuthenticityFinding, type Delivery, refused } from './delivery.ts'
import { outsideWindow } from './replay-window.ts'

export interface CanonicalRequestScheme {
  way: 'canonical-request-hmac'
  /** Header of the static key that always travels too; its value is the secret whose name is `api-key:…`. */
  apiKeyHeader?: string
  dateHeader: string
  contentHashHeader: string
  toleranceSeconds?: number
}

const API_KEY = 'api-key:'

/**
 * @param secrets base64 signing secrets; one written `api-key:VALUE` is the static key, which must then be presented.
 */
export async function proveCanonicalRequest(
  scheme: CanonicalRequestScheme,
  secrets: string[],
  delivery: Delivery,
): Promise<AuthenticityFinding> {
  const apiKeys = secrets
    .filter((secret) => secret.startsWith(API_KEY))
    .map((secret) => utf8(secret.slice(API_KEY.length)))
  const keys = secrets
    .filter((secret) => !secret.startsWith(API_KEY))
    .map((secret) => fromBase64(secret) ?? utf8(secret))
  if (keys.length === 0) return refused('no-secret-configured')
  if (scheme.apiKeyHeader && apiKeys.length > 0) {
    const presented = delivery.headers.get(scheme.apiKeyHeader)
    if (presented === null) return refused('header-missing')
    if (!(await equalsAny(utf8(presented), apiKeys))) return refused('secret-wrong')
  }

  const authorization = delivery.headers.get('authorization')
  const date = delivery.headers.get(scheme.dateHeader)
  const contentHash = delivery.headers.get(scheme.contentHashHeader)
  if (authorization === null || date === null || contentHash === null) return refused('header-missing')

  const match =
    /^HMAC-SHA256\s+(?:Credential=[^&,]*[&,]\s*)?SignedHeaders=([^&,\s]+)[&,]\s*Signature=(\S+)$/i.exec(
      authorization,
    )
  const names = match?.[1]?.toLowerCase().split(';') ?? []
  const signature = match?.[2] ? (fromBase64(match[2]) ?? fromHex(match[2])) : undefined
  const covers = [scheme.dateHeader, scheme.contentHashHeader].every((name) =>
    names.includes(name.toLowerCase()),
  )
  if (!signature || !covers) return refused('header-malformed')

  const claimed = fromBase64(contentHash) ?? new Uint8Array()
  if (!(await equalInConstantTime(claimed, await sha256(delivery.body)))) return refused('body-hash-wrong')

  const { pathname, search, host } = new URL(delivery.url)
  const values = names.map((name) => (name === 'host' ? host : (delivery.headers.get(name) ?? '')))
  const signed = utf8(`${delivery.method}\n${pathname}${search}\n${values.join(';')}`)
  const expected = await Promise.all(keys.map((key) => hmacSha256(key, signed)))
  if (!(await equalsAny(signature, expected))) return refused('signature-wrong')

  const outside = outsideWindow(Date.parse(date), delivery.receivedAt, scheme.toleranceSeconds)
  if (outside) return refused(outside)
  return { genuine: true, strength: 'strong' }
}
