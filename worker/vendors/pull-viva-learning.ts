/**
 * Microsoft Viva Learning by Microsoft Graph v1.0: the course activities of each learner that a provider has. Graph lists
 * them by learner, so the learners to ask for are settings; each run reads all of them again, and what was seen before is
 * a duplicate by its id. Graph documents the list for delegated permissions only: with `settings.grant` `refresh-token` the
 * secret is a refresh token of a person who may read it, renewed with each run (an older one stays good meanwhile).
 */

import { askVendor, fetchToken } from './ask-vendor.ts'
import type { PullPage } from './pull-page.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const GRAPH = 'https://graph.microsoft.com/v1.0'

interface Cursor {
  /** Which learner of the list, and the link to the next page of him. */
  learner: number
  next: string | null
}

export const pullVivaLearning: PullPage = async (deps, { settings, secret, cursor }) => {
  const { tenantId, clientId, learnerUserIds = '' } = settings
  const learners = learnerUserIds.split(/[\s,]+/).filter(Boolean)
  if (!tenantId || !clientId || learners.length === 0) throw new VendorUnavailable('settings-missing')
  const { accessToken, refreshToken } = await fetchToken(
    deps,
    `https://login.microsoftonline.com/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
    {
      client_id: clientId,
      ...(settings.grant === 'refresh-token'
        ? {
            grant_type: 'refresh_token',
            refresh_token: secret,
            scope: 'https://graph.microsoft.com/.default offline_access',
          }
        : {
            grant_type: 'client_credentials',
            client_secret: secret,
            scope: 'https://graph.microsoft.com/.default',
          }),
    },
  )
  const at: Cursor = cursor === null ? { learner: 0, next: null } : JSON.parse(cursor)
  const learner = learners[at.learner] ?? learners[0] ?? ''
  const first = `${GRAPH}/users/${encodeURIComponent(learner)}/employeeExperience/learningCourseActivities?$filter=status eq 'completed'`
  const page = await askVendor(deps, {
    url: at.next ?? first,
    method: 'GET',
    headers: { Accept: 'application/json', Authorization: `Bearer ${accessToken}` },
  })
  const items = Array.isArray(page.value) ? page.value : []
  const link = page['@odata.nextLink']
  // A link that leads elsewhere would carry our token there.
  const next = typeof link === 'string' && link.startsWith(`${GRAPH}/`) ? link : null
  const following = at.learner + 1 < learners.length ? at.learner + 1 : 0
  const then: Cursor = next === null ? { learner: following, next: null } : { ...at, next }
  return {
    items,
    cursor: JSON.stringify(then),
    more: next !== null || following !== 0,
    ...(settings.grant === 'refresh-token' && refreshToken !== undefined
      ? { renewedSecret: refreshToken }
      : {}),
  }
}
