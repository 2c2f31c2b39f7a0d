/**
 * A thin webhook (Credly) only names an event: it is fetched from the vendor with the organisation's token, and what comes
 * back is read. The webhook itself is unsigned and believed in nothing but the id.
 */
import type { Deps } from '../deps.ts'
import { toBase64, utf8 } from '../http/bytes.ts'
import type { Connection, SealedSecret } from '../storage/connections.ts'
import { openSecrets } from './connection-secrets.ts'
import type { ReceivedBody } from './read-completions.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const HOSTS: Record<string, string> = {
  production: 'https://api.credly.com',
  sandbox: 'https://sandbox-api.credly.com',
}

export async function fetchThinEvent(
  deps: Deps,
  { connection, secrets }: { connection: Connection; secrets: SealedSecret[] },
  received: ReceivedBody,
): Promise<ReceivedBody> {
  const id = eventIdOf(received.body)
  const organization = connection.settings.organizationId
  const [token] = await openSecrets(deps, secrets, 'outbound')
  if (id === undefined || organization === undefined || token === undefined) return received

  const host = HOSTS[connection.settings.environment ?? 'production'] ?? HOSTS.production
  const answer = await deps.sendGuarded({
    url: `${host}/v1/organizations/${encodeURIComponent(organization)}/events/${encodeURIComponent(id)}`,
    method: 'GET',
    headers: { Accept: 'application/json', Authorization: `Basic ${toBase64(utf8(`${token}:`))}` },
    maxBytes: 1_048_576,
  })
  if (!answer.ok) throw new VendorUnavailable(answer.reason)
  if (answer.status === 404) return received
  if (answer.status !== 200) throw new VendorUnavailable(`status-${answer.status}`)
  return { ...received, body: answer.body, headers: new Headers({ 'content-type': 'application/json' }) }
}

function eventIdOf(body: Uint8Array): string | undefined {
  try {
    const { id } = JSON.parse(new TextDecoder().decode(body)) as { id?: unknown }
    return typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? id : undefined
  } catch {
    return undefined
  }
}
