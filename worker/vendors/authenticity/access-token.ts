/**
 * Our OAuth 2.0 client-credentials server (RFC 6749 section 4.4) for senders that fetch a token before they send:
 * LinkedIn Learning, Udemy Business, edX Enterprise. Pure (Web Crypto).
 * A token is `{connection}.{expires}.{HMAC}` under the client's own secret: nothing to store, and it dies with the secret.
 */
import { equalsAny, fromBase64, hmacSha256, toBase64Url, utf8 } from '../../http/bytes.ts'
import { type AuthenticityFinding, type Delivery, refused } from './delivery.ts'

export interface AccessTokenScheme {
  way: 'oauth-client-credentials'
}

export const ACCESS_TOKEN_LIFETIME_SECONDS = 3600

export async function makeAccessToken(connectionId: string, secret: string, now: Date): Promise<string> {
  const expires = Math.floor(now.getTime() / 1000) + ACCESS_TOKEN_LIFETIME_SECONDS
  const signature = await tokenSignature(connectionId, String(expires), secret)
  return `${connectionId}.${expires}.${toBase64Url(signature)}`
}

/** The connection that a bearer credential names, before anything of it is proven. */
export function connectionOfToken(token: string): string | undefined {
  return /^([0-9a-f-]{36})\./.exec(token)?.[1]
}

export async function proveAccessToken(
  connectionId: string,
  secrets: string[],
  delivery: Delivery,
): Promise<AuthenticityFinding> {
  const authorization = /^bearer\s+(\S+)$/i.exec(delivery.headers.get('authorization') ?? '')
  if (!authorization?.[1]) return refused('header-missing')
  const [connection, expires, signature] = authorization[1].split('.')
  const given = fromBase64(signature ?? '')
  if (connection !== connectionId || !expires || !/^\d{1,12}$/.test(expires) || !given)
    return refused('token-malformed')
  const expected = await Promise.all(secrets.map((secret) => tokenSignature(connectionId, expires, secret)))
  if (!(await equalsAny(given, expected))) return refused('signature-wrong')
  if (Number(expires) * 1000 <= delivery.receivedAt.getTime()) return refused('token-expired')
  return { genuine: true, strength: 'weak' }
}

function tokenSignature(
  connectionId: string,
  expires: string,
  secret: string,
): Promise<Uint8Array<ArrayBuffer>> {
  return hmacSha256(utf8(secret), utf8(`laurel-access-token\n${connectionId}\n${expires}`))
}
