/**
 * Coursera for Business: enrollment reports by page. Its data are up to a day late, so each run goes over the last days
 * again; what was seen before is a duplicate by content. Where an endpoint filters by completion, we still look ourselves.
 */

import { askVendor, fetchToken } from './ask-vendor.ts'
import type { PullPage } from './pull-page.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const API = 'https://api.coursera.com'
const PAGE_SIZE = 100
/** Re-read at the beginning of each run. */
const OVERLAP_MS = 3 * 86_400_000

interface Cursor {
  /** Only what was completed at or after this, in milliseconds. */
  since: number
  /** Within a run: the offset of the next page, and the newest completion seen. */
  start: string
  newest: number
}

export const pullCoursera: PullPage = async (deps, { settings, secret, cursor, now }) => {
  const { organizationId, clientId } = settings
  if (organizationId === undefined || clientId === undefined) throw new VendorUnavailable('settings-missing')
  const { accessToken } = await fetchToken(deps, `${API}/oauth2/client_credentials/token`, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
  })
  const at: Cursor =
    cursor === null ? { since: Number(settings.since ?? 0) || 0, start: '0', newest: 0 } : JSON.parse(cursor)
  const query = new URLSearchParams({
    isCompleted: 'true',
    ...(at.since > 0 ? { completedAtAfter: String(at.since) } : {}),
    start: at.start,
    limit: String(PAGE_SIZE),
  })
  const report = await askVendor(deps, {
    url: `${API}/ent/api/businesses.v1/${encodeURIComponent(organizationId)}/enrollmentReports?${query}`,
    method: 'GET',
    headers: { Accept: 'application/json', Authorization: `Bearer ${accessToken}` },
  })
  const elements = Array.isArray(report.elements) ? report.elements : []
  const completedAt = elements.map(
    (element) => Number((element as { completedAt?: unknown } | null)?.completedAt ?? 0) || 0,
  )
  const newest = Math.max(at.newest, ...completedAt.filter((ms) => ms <= now.getTime()))
  const next = (report.paging as { next?: unknown } | undefined)?.next
  const more = typeof next === 'string' || typeof next === 'number'
  const then: Cursor = more
    ? { ...at, start: String(next), newest }
    : { since: Math.max(at.since, newest - OVERLAP_MS), start: '0', newest: 0 }
  const items = elements.filter((_, index) => (completedAt[index] ?? 0) >= at.since)
  return { items, cursor: JSON.stringify(then), more }
}
