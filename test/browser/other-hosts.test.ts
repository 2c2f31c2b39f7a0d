/** The verify page and hosts that hinder it: no CORS, status lists that unpack without end, silence. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { encodeBitstring } from '../../worker/credential/status/bitstring.ts'
import {
  describeInBrowser,
  type Face,
  launchChromium,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'
import { ISSUER_HOST, LIST_URL, putOnWeb, type WebIssuer, webIssuer } from '../support/browser-issuer.ts'
import { bitstringEntry, bitstringList } from '../support/issuer.ts'

const BOMB_URL = `https://${ISSUER_HOST}/status/bomb`
const SILENT = 'https://silent.example.com'

describeInBrowser('the verify page among hosts that hinder it', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let web: WebIssuer
  let face: Face
  let page: Page
  beforeAll(async () => {
    ;[laurel, browser, web] = await Promise.all([startLaurel(), launchChromium(), webIssuer()])
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
  })
  beforeEach(async () => {
    face = await openFace(browser, { serviceWorkers: 'block' })
    page = face.page
    await putOnWeb(page, web)
    await page.goto(`${laurel.origin}/verify`)
  })
  afterEach(async () => {
    face.expectQuiet()
    await face.close()
  })

  async function check(given: unknown): Promise<string | null> {
    await page.fill('#given', typeof given === 'string' ? given : JSON.stringify(given))
    await page.click('#go')
    await page.waitForSelector('.verdict')
    return page.getAttribute('.verdict', 'data-state')
  }
  const sources = () =>
    page.$$eval('.sources li', (items) =>
      items.map(
        (item) => `${item.getAttribute('data-via')} ${item.querySelector('a')?.getAttribute('href')}`,
      ),
    )

  /** Stands in for the edge, which reads what a browser may not; its own reading is tested in the Worker. */
  async function edgeReads(network: WebIssuer['network']): Promise<string[]> {
    const asked: string[] = []
    await page.context().route('**/v1/documents?*', async (route) => {
      const url = new URL(route.request().url()).searchParams.get('url') ?? ''
      asked.push(url)
      const answer = await network.fetchDocument({ url, purpose: 'status-list', accept: '' })
      await route.fulfill({
        json: answer.ok
          ? {
              ok: true,
              url,
              status: answer.status,
              contentType: answer.contentType,
              text: new TextDecoder().decode(answer.body),
              fetchedAt: new Date().toISOString(),
              via: 'edge',
              headers: {},
            }
          : { ok: false, url, reason: 'timeout' },
      })
    })
    return asked
  }

  /** As `putOnWeb`, but our page may not read the answers. */
  async function withoutCors(): Promise<void> {
    await page.context().route(`https://${ISSUER_HOST}/**`, async (route) => {
      const answer = await web.network.fetchDocument({
        url: route.request().url(),
        purpose: 'credential',
        accept: '',
      })
      if (!answer.ok) return route.abort()
      return route.fulfill({
        status: answer.status,
        contentType: answer.contentType,
        // Playwright would fill in a missing header; one that names another origin forbids as much.
        headers: { 'access-control-allow-origin': 'https://only-this.example.com' },
        body: Buffer.from(answer.body),
      })
    })
  }

  it('has the edge read what a host lets no other page read, and says so', async () => {
    face.allow(/CORS policy|net::ERR_FAILED/)
    await withoutCors()
    const asked = await edgeReads(web.network)
    expect(await check(web.valid)).toBe('valid')
    expect(asked).toContain(LIST_URL)
    expect(await sources()).toContain(`edge ${LIST_URL}`)
    // The edge gets addresses of public documents, never the credential.
    expect(asked.filter((url) => !url.startsWith(`https://${ISSUER_HOST}/`))).toEqual([])
  })

  it('never says valid where neither the host nor the edge lets the status be read', async () => {
    face.allow(/CORS policy|net::ERR_FAILED|Failed to load resource/)
    const credential = await web.signed({ credentialStatus: bitstringEntry(`${SILENT}/status`, 3) })
    await page.context().route(`${SILENT}/**`, (route) => route.abort())
    await page.context().route('**/v1/documents?*', (route) => route.fulfill({ status: 429, body: '{}' }))
    expect(await check(credential)).toBe('not-checked')
  })

  it('stops unpacking a status list that unpacks without end', async () => {
    // Nulls pack a thousandfold: 64 MB in a signed list of 90 kB.
    const bomb = await bitstringList(web.issuer, BOMB_URL, {
      changes: {
        credentialSubject: {
          id: `${BOMB_URL}#list`,
          type: 'BitstringStatusList',
          statusPurpose: 'revocation',
          encodedList: await encodeBitstring(new Uint8Array(64 * 1024 * 1024)),
        },
      },
    })
    web.network.answer(BOMB_URL, bomb)
    const credential = await web.signed({ credentialStatus: bitstringEntry(BOMB_URL, 3) })
    expect(await check(credential)).toBe('not-checked')
    expect(await page.locator('.check-reason', { hasText: 'is larger than the' }).count()).toBeGreaterThan(0)
    // The page stays usable.
    await check(web.valid)
    await page.waitForSelector('.verdict[data-state=valid]')
  })

  it('gives up on a status list that never comes, and says which', async () => {
    face.allow(/net::ERR_/)
    await page.context().route(`${SILENT}/**`, () => undefined)
    await edgeReads(web.network)
    const credential = await web.signed({ credentialStatus: bitstringEntry(`${SILENT}/status`, 3) })
    expect(await check(credential)).toBe('not-checked')
    expect(await page.locator('.check-reason', { hasText: `${SILENT}/status` }).count()).toBeGreaterThan(0)
  })

  it('gives up on a link that never answers: a plain sentence, no verdict of validity', async () => {
    face.allow(/net::ERR_|Failed to load resource/)
    await page.context().route(`${SILENT}/**`, () => undefined)
    const report = await check(`${SILENT}/badge`)
    expect(report).not.toBe('valid')
    expect(await page.textContent('.verdict-sentence')).toMatch(/silent\.example\.com/)
    await face.expectAccessible('silent')
  })
})
