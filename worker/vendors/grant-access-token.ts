/** RFC 6749 section 4.4: a token for a connection that shows its client id (the connection) and its secret. */
import type { Deps } from '../deps.ts'
import { equalsAny, fromBase64, utf8 } from '../http/bytes.ts'
import { ACCESS_TOKEN_LIFETIME_SECONDS, makeAccessToken } from './authenticity/access-token.ts'
import { openSecrets } from './connection-secrets.ts'

export type TokenAnswer =
  | { ok: true; body: { access_token: string; token_type: 'Bearer'; expires_in: number; scope?: string } }
  | { ok: false; status: 400 | 401; error: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' }

export async function grantAccessToken(
  deps: Deps,
  form: URLSearchParams,
  authorization: string | undefined,
): Promise<TokenAnswer> {
  const client = clientOf(form, authorization)
  if (form.get('grant_type') === null) return { ok: false, status: 400, error: 'invalid_request' }
  if (form.get('grant_type') !== 'client_credentials')
    return { ok: false, status: 400, error: 'unsupported_grant_type' }
  const invalid: TokenAnswer = { ok: false, status: 401, error: 'invalid_client' }
  if (client === undefined) return invalid

  const now = deps.clock.now()
  const found = await deps.vendorStores.connections.findWithSecrets(client.id, now.toISOString())
  const isOurs =
    found?.connection.state === 'enabled' && found.connection.scheme.way === 'oauth-client-credentials'
  const secrets = found !== null && isOurs ? await openSecrets(deps, found.secrets, 'inbound') : []
  if (!(await equalsAny(utf8(client.secret), secrets.map(utf8)))) return invalid
  const scope = form.get('scope')
  return {
    ok: true,
    body: {
      access_token: await makeAccessToken(client.id, client.secret, now),
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_LIFETIME_SECONDS,
      ...(scope === null ? {} : { scope: scope.slice(0, 200) }),
    },
  }
}

/** In the form, or as Basic with both parts form-encoded (section 2.3.1). */
function clientOf(
  form: URLSearchParams,
  authorization: string | undefined,
): { id: string; secret: string } | undefined {
  const basic = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (basic !== undefined) {
    const text = new TextDecoder().decode(fromBase64(basic) ?? new Uint8Array())
    const colon = text.indexOf(':')
    const decode = (part: string) => new URLSearchParams(`x=${part}`).get('x') ?? ''
    return colon < 0 ? undefined : { id: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) }
  }
  const [id, secret] = [form.get('client_id'), form.get('client_secret')]
  return id === null || secret === null ? undefined : { id, secret }
}
