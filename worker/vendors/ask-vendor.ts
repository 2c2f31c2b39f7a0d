/** Asking a vendor's API: a token by client credentials, then JSON. Bounded; faults become VendorUnavailable with a reason. */

import { isJsonObject, type JsonObject } from '../credential/json.ts'
import type { Deps } from '../deps.ts'
import type { GuardedRequest } from '../http/guarded-request.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const MAX_BYTES = 4 * 1_048_576

export interface VendorToken {
  accessToken: string
  /** To be shown next time, where the vendor renews it. */
  refreshToken: string | undefined
}

/** A token by an OAuth 2.0 grant (RFC 6749): client credentials, or a refresh token. */
export async function fetchToken(
  deps: Pick<Deps, 'sendGuarded'>,
  url: string,
  form: Record<string, string>,
): Promise<VendorToken> {
  const answer = await askVendor(deps, {
    url,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
  })
  const { access_token: accessToken, refresh_token: refreshToken } = answer
  if (typeof accessToken !== 'string' || accessToken === '') throw new VendorUnavailable('token-missing')
  return { accessToken, refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined }
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
