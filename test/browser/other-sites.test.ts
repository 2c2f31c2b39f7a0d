/**
 * Credentials of other sites that let no page read them: what the real edge reads for the verify page and for the widget.
 * The sites are answered where the Worker's own requests leave it; the browser itself can reach none of them.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { JsonObject } from '../../worker/credential/json.ts'
import {
  describeInBrowser,
  type Face,
  launchChromium,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'
import { ISSUER_HOST, LIST_URL, type WebIssuer, webIssuer } from '../support/browser-issuer.ts'

const OB3 = `https://${ISSUER_HOST}/badges/rowing`
const OB3_REVOKED = `https://${ISSUER_HOST}/badges/revoked`
const SCHOOL = 'https://school.example.com'
const OB2 = `${SCHOOL}/assertions/1`
const OB2_ELSEWHERE = `${SCHOOL}/assertions/2`

function putOpenBadge2(network: WebIssuer['network']): void {
  const context = 'https://w3id.org/openbadges/v2'
  const assertion = (id: string, badge: string): JsonObject => ({
    '@context': context,
    id,
    type: 'Assertion',
    recipient: { type: 'email', hashed: false, identity: 'ada@example.org' },
    badge,
    verification: { type: 'HostedBadge' },
    issuedOn: '2026-01-01T00:00:00Z',
  })
  const badge = `${SCHOOL}/badges/soil`
  network
    .answer(OB2, assertion(OB2, badge))
    .answer(OB2_ELSEWHERE, assertion(OB2_ELSEWHERE, 'https://elsewhere.example.com/badges/soil'))
    .answer(badge, {
      '@context': context,
      id: badge,
      type: 'BadgeClass',
      name: 'Soil Science',
      description: 'Knows soils.',
      image: `${SCHOOL}/soil.png`,
      criteria: { narrative: 'Dug a profile.' },
      issuer: `${SCHOOL}/issuer`,
    })
    .answer(`${SCHOOL}/issuer`, {
      '@context': context,
      id: `${SCHOOL}/issuer`,
      type: 'Issuer',
      name: 'School of Soils',
      url: SCHOOL,
      email: 'a@school.example.com',
    })
}

describeInBrowser('credentials of sites that are closed to other pages', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let web: WebIssuer
  let face: Face
  let foreign: Server
  let foreignBody = ''
  const ownFetch = globalThis.fetch

  beforeAll(async () => {
    ;[laurel, browser, web] = await Promise.all([
      // The names are made up: no resolver knows them.
      startLaurel({ DNS_OVER_HTTPS: 'off' }),
      launchChromium(),
      webIssuer(),
    ])
    web.network.answer(OB3, web.valid, { contentType: 'application/vc' })
    web.network.answer(OB3_REVOKED, web.revoked, { contentType: 'application/vc' })
    putOpenBadge2(web.network)
    globalThis.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      if (!url.startsWith('https://')) return ownFetch(input, init)
      const answer = await web.network.fetchDocument({ url, purpose: 'credential', accept: '' })
      return answer.ok
        ? new Response(answer.body as Uint8Array<ArrayBuffer>, {
            status: answer.status,
            headers: { 'content-type': answer.contentType },
          })
        : new Response('', { status: 404 })
    }
    foreign = createServer((_, response) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end(
        `<!doctype html><html lang="en"><title>A portfolio</title><link rel="icon" href="data:,"><main><h1>A portfolio</h1>
         <script type="module" src="${laurel.origin}/widget.js"></script>${foreignBody}</main></html>`,
      ),
    )
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    globalThis.fetch = ownFetch
    foreign?.close()
    await browser?.close()
    await laurel?.close()
  })
  beforeEach(async () => {
    face = await openFace(browser, { serviceWorkers: 'block' })
    face.allow(/net::ERR_FAILED|CORS policy/)
    await face.page.context().route(/^https:\/\//, (route) => route.abort())
  })
  afterEach(async () => {
    face.expectQuiet()
    await face.close()
  })

  const stateOf = async (given: string) => {
    await face.page.goto(`${laurel.origin}/verify`)
    await face.page.fill('#given', given)
    await face.page.click('#go')
    await face.page.waitForSelector('.verdict', { timeout: 20_000 })
    return face.page.getAttribute('.verdict', 'data-state')
  }

  it('a pasted one is checked in the browser with documents that the edge read', async () => {
    expect(await stateOf(JSON.stringify(web.valid))).toBe('valid')
    const sources = await face.page.$$eval('.sources li', (items) =>
      items.map(
        (item) => `${item.getAttribute('data-via')} ${item.querySelector('a')?.getAttribute('href')}`,
      ),
    )
    expect(sources).toContain(`edge ${LIST_URL}`)
    expect(await stateOf(JSON.stringify(web.revoked))).toBe('revoked')
  })

  it.each([
    ['of Open Badges 3.0', OB3, 'valid'],
    ['of Open Badges 3.0 that is revoked', OB3_REVOKED, 'revoked'],
    ['of Open Badges 2.0 that its host vouches for', OB2, 'valid'],
    ['of Open Badges 2.0 whose badge is on a host that cannot be reached', OB2_ELSEWHERE, 'unknown-issuer'],
  ])('a link %s', async (_, url, state) => {
    expect(await stateOf(url)).toBe(state)
  })

  it('in widgets on a foreign page: 3.0 and 2.0, of other hosts', async () => {
    const widget = (url: string) =>
      `<p><verify-badge src="${url}" style="display:inline-block;width:340px;height:132px"><a href="${url}">My badge</a></verify-badge></p>`
    foreignBody = [OB3, OB2, OB3_REVOKED, OB2_ELSEWHERE].map(widget).join('')
    const { page } = face
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`)
    const cards = page.locator('verify-badge .card')
    const states = () => cards.evaluateAll((all) => all.map((card) => card.getAttribute('data-state')))
    await expect.poll(states, { timeout: 30_000 }).toEqual(['valid', 'valid', 'revoked', 'unknown-issuer'])
    expect(await page.locator('verify-badge .title').allTextContents()).toEqual(
      expect.arrayContaining(['Soil Science']),
    )
    // The full report of another's credential is the verify page, with its link filled in.
    expect(await cards.first().getAttribute('href')).toBe(
      `${laurel.origin}/verify?url=${encodeURIComponent(OB3)}`,
    )
    await face.expectAccessible('widgets')
    await face.screenshot('widget-other-sites-1280-light')
  })
})
