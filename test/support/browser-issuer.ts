/** An issuer on the web for browser tests: signed by our own core, its DID document and status list answered in the page's own network. */
import type { Page } from 'playwright-core'
import type { JsonObject } from '../../worker/credential/json.ts'
import { bitstringEntry, bitstringList, didWebIssuer, Network, openBadge, type TestIssuer } from './issuer.ts'

export const ISSUER_HOST = 'academy.example.com'
export const LIST_URL = `https://${ISSUER_HOST}/status/1`
export const SUSPENSION_URL = `https://${ISSUER_HOST}/status/2`
const REVOKED_INDEX = 7
const SUSPENDED_INDEX = 9

export interface WebIssuer {
  network: Network
  issuer: TestIssuer
  /** A signed badge with a status entry that holds. */
  valid: JsonObject
  signed: (changes: JsonObject) => Promise<JsonObject>
  revoked: JsonObject
  suspended: JsonObject
}

export async function webIssuer(): Promise<WebIssuer> {
  const network = new Network()
  const issuer = await didWebIssuer(network, ISSUER_HOST)
  network.answer(LIST_URL, await bitstringList(issuer, LIST_URL, { set: [REVOKED_INDEX] }))
  network.answer(
    SUSPENSION_URL,
    await bitstringList(issuer, SUSPENSION_URL, { purpose: 'suspension', set: [SUSPENDED_INDEX] }),
  )
  const signed = (changes: JsonObject) => issuer.sign(openBadge(issuer.id, changes))
  return {
    network,
    issuer,
    signed,
    valid: await signed({ credentialStatus: bitstringEntry(LIST_URL, 3) }),
    revoked: await signed({ credentialStatus: bitstringEntry(LIST_URL, REVOKED_INDEX) }),
    suspended: await signed({
      credentialStatus: bitstringEntry(SUSPENSION_URL, SUSPENDED_INDEX, 'suspension'),
    }),
  }
}

/** Answers the issuer's host from the table, to pages of any origin; what is not in it cannot be reached. */
export async function putOnWeb(page: Page, { network }: Pick<WebIssuer, 'network'>): Promise<void> {
  await page.context().route(/^https:\/\//, async (route) => {
    const answer = await network.fetchDocument({
      url: route.request().url(),
      purpose: 'credential',
      accept: '',
    })
    if (!answer.ok) return route.abort()
    return route.fulfill({
      status: answer.status,
      contentType: answer.contentType,
      headers: { 'access-control-allow-origin': '*' },
      body: Buffer.from(answer.body),
    })
  })
}

export const REVOKED_ENTRY = REVOKED_INDEX
