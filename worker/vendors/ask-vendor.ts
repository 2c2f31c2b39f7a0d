/** Asking a vendor's API: a token by client credentials, then JSON. Bounded; faults become VendorUnavailable with a reason. */

import { isJsonObject, type JsonObject } from '../credential/json.ts'
import type { Deps } from '../deps.ts'
import type { GuardedRequest } from '../http/guarded-request.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const MAX_BYTES = 4 * 1_048_576

export async function fetchClientCredentialsToken(
  deps: Pick<Deps, 'sendGuarded'>,
  url: string,
  form: Record<string, string>,
): Promise<string> {
  const answer = await askVendor(deps, {
    url,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
  })
  const token = answer.access_token
  if (typeof token !== 'string' || token === '') throw new VendorUnavailable('token-missing')
  return token
}

export async function askVendor(
  deps: Pick<Deps, 'sendGuarded'>,
  request: GuardedRequest,
): Promise<JsonObject> {
  const answer = await deps.sendGuarded({ ...request, maxBytes: MAX_BYTES })
  if (!answer.ok) throw new VendorUnavailable(answer.reason)
  if (answer.status !== 200) {
    throw new VendorUnavailable(
      `status-${answer.status}`,
      Number(answer.headers.get('retry-after')) || undefined,
    )
  }
  if (answer.truncated) throw new VendorUnavailable('answer-too-large')
  try {
    const document: unknown = JSON.parse(new TextDecoder().decode(answer.body))
    if (isJsonObject(document)) return document
  } catch {
    // Not JSON: said below.
  }
  throw new VendorUnavailable('answer-is-no-json')
}
