/** The page of a credential, its card for frames, and the widget on a foreign page, in real Chromium. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  describeInBrowser,
  launchChromium,
  OPERATOR_TOKEN,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'

const STATES = ['valid', 'revoked', 'suspended', 'expired'] as const
type State = (typeof STATES)[number]

describeInBrowser('a credential for people', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let foreign: Server
  let foreignBody = ''
  const urls = {} as Record<State, string>
  let token = ''

  beforeAll(async () => {
    ;[laurel, browser] = await Promise.all([startLaurel(), launchChromium()])
    foreign = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; style-src 'none'; style-src-attr 'unsafe-inline'; script-src ${laurel.origin}; connect-src ${laurel.origin}; img-src ${laurel.origin} data:; frame-src ${laurel.origin}; require-trusted-types-for 'script'`,
      )
      response.end(
        `<!doctype html><html lang="en"><title>A portfolio</title><main><h1>A portfolio</h1>${foreignBody}</main></html>`,
      )
    })
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
    await seed()
  })
  afterAll(async () => {
    foreign?.close()
    await browser?.close()
    await laurel?.close()
  })

  const foreignUrl = () => `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`
  const widget = (url: string, more = '') =>
    `<verify-badge src="${url}" style="display:inline-block;width:340px;height:132px" ${more}><a href="${url}">My credential</a></verify-badge>`
  const script = () => `<script type="module" src="${laurel.origin}/widget.js"></script>`

  async function api(path: string, body: object, bearer = token): Promise<Record<string, string>> {
    const response = await fetch(laurel.origin + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(response.status, `${path}: ${await response.clone().text()}`).toBeLessThan(300)
    return await response.json()
  }

  async function seed() {
    const issuer = await api(
      '/v1/issuers',
      { name: 'Example Academy', url: 'https://academy.example' },
      OPERATOR_TOKEN,
    )
    const scopes = ['achievements:write', 'credentials:issue', 'credentials:revoke', 'credentials:read']
    token =
      (await api(`/v1/issuers/${issuer.id}/api-keys`, { label: 'browser', scopes }, OPERATOR_TOKEN)).token ??
      ''
    const { id: achievementId } = await api('/v1/achievements', {
      name: 'Web Accessibility Fundamentals',
      description: 'Plans, builds and tests web pages that everybody can use.',
      achievementType: 'MicroCredential',
      criteria: { narrative: 'The learner has\n\n1. audited **three** pages,\n2. repaired what was found.' },
      alignments: [
        { targetName: 'apply accessibility standards', targetUrl: 'http://data.europa.eu/esco/skill/1' },
      ],
      tags: ['accessibility', 'HTML'],
      suspendable: true,
    })
    for (const state of STATES) {
      const dates =
        state === 'expired' ? { validFrom: '2024-01-01T00:00:00Z', validUntil: '2025-01-01T00:00:00Z' } : {}
      const recipient = { email: 'ada@example.org', name: 'Ada Learner' }
      const { id, url } = await api('/v1/credentials', { achievementId, recipient, ...dates })
      urls[state] = url ?? ''
      if (state === 'revoked')
        await api(`/v1/credentials/${id}/revoke`, { reason: 'The exam was repeated under another account.' })
      if (state === 'suspended') await api(`/v1/credentials/${id}/suspend`, { reason: 'Under review.' })
    }
    // The lists are published by the queue; the visitor's own browser reads the published ones.
    for (const state of ['revoked', 'suspended'] as const) {
      for (let attempt = 0; attempt < 60; attempt++) {
        if ((await publishedState(urls[state])) === state) break
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
      expect(await publishedState(urls[state])).toBe(state)
    }
  }

  /** Read by the verifier from the published list, not by the issuer's own page. */
  async function publishedState(url: string): Promise<string> {
    const response = await fetch(`${laurel.origin}/v1/verify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: await (await fetch(`${url}.json`)).text(),
    })
    return ((await response.json()) as { state: string }).state
  }

  it('shows each state in its own words, and the visitor’s browser comes to the same', {
    timeout: 120_000,
  }, async () => {
    for (const state of STATES) {
      const face = await openFace(browser)
      await face.page.goto(urls[state])
      expect(await face.page.getAttribute('.verdict', 'data-state')).toBe(state)
      await expect
        .poll(() => face.page.getAttribute('[data-device]', 'data-device'), { timeout: 30_000 })
        .toBe(state)
      expect(await face.page.textContent('[data-device]')).toContain('same result')
      expect(await face.page.textContent('.prose ol strong')).toBe('three')
      await face.expectAccessible(state)
      face.expectQuiet()
      await face.close()
    }
  })

  it('a credential made of others leads to them, and to its pathway, which is a page of its own', {
    timeout: 120_000,
  }, async () => {
    const made = async (name: string) =>
      (await api('/v1/achievements', { name, description: name, criteria: { narrative: name } })).id ?? ''
    const [part = '', other = '', whole = ''] = [
      await made('Knots'),
      await made('Tides'),
      await made('Skipper'),
    ]
    const recipient = { email: 'ada@example.org', name: 'Ada Learner' }
    const component = await api('/v1/credentials', { achievementId: part, recipient })
    const leaf = (achievementId: string) => ({ type: 'achievement', achievementId })
    const requirements = {
      type: 'all',
      of: [leaf(part), { type: 'any', of: [leaf(other)] }],
    }
    const pathway = await api('/v1/pathways', { name: 'The way', achievementId: whole, requirements })
    const award = await api(`/v1/pathways/${pathway.id}/awards`, { recipient, waiver: 'Long at sea.' })

    for (const [width, colorScheme, lang] of [
      [360, 'light', 'ar'],
      [1280, 'dark', 'en'],
    ] as const) {
      const face = await openFace(browser, { viewport: { width, height: 900 }, colorScheme })
      await face.page.goto(`${award.credentialUrl}?lang=${lang}`)
      await face.expectAccessible(`stack in ${lang}`)
      const link = face.page.locator('.checks a').first()
      expect(await link.getAttribute('href')).toBe(new URL(component.url ?? '').pathname)
      await face.screenshot(`stack-${lang}-${width}-${colorScheme}`)
      await link.click()
      await face.page.locator('.skills a').click()
      expect(new URL(face.page.url()).pathname).toBe(`/pathways/${pathway.id}`)
      await face.page.goto(`${pathway.url}?lang=${lang}`)
      expect(await face.page.locator('.pathway-tree li').count()).toBe(4)
      await face.expectAccessible(`pathway in ${lang}`)
      await face.screenshot(`pathway-${lang}-${width}-${colorScheme}`)
      face.expectQuiet()
      await face.close()
    }
  })

  it('is drawn for every width and both themes', { timeout: 120_000 }, async () => {
    for (const state of STATES) {
      for (const [width, colorScheme] of [
        [360, 'light'],
        [768, 'dark'],
        [1440, 'light'],
        [1440, 'dark'],
      ] as const) {
        const face = await openFace(browser, { viewport: { width, height: 900 }, colorScheme })
        await face.page.goto(urls[state])
        await face.page.locator('.qr').scrollIntoViewIfNeeded()
        const { scrollWidth, clientWidth } = await face.page.evaluate<{
          scrollWidth: number
          clientWidth: number
        }>(
          `({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })`,
        )
        expect(scrollWidth).toBeLessThanOrEqual(clientWidth)
        if (width === 1440) await face.expectAccessible(`${state} ${colorScheme}`)
        await face.screenshot(`credential-${state}-${width}-${colorScheme}`)
        face.expectQuiet()
        await face.close()
      }
    }
  })

  it('says all it has to say without script', async () => {
    const face = await openFace(browser, { javaScriptEnabled: false })
    await face.page.goto(urls.revoked)
    expect(await face.page.textContent('.verdict-word')).toBe('Revoked')
    expect(await face.page.textContent('.verdict')).toContain(
      'Reason given: The exam was repeated under another account.',
    )
    await face.close()
  })

  it('takes the green away where the visitor’s browser comes to another result', async () => {
    const face = await openFace(browser)
    await face.page.route(`${urls.valid}*`, async (route) => {
      if (route.request().resourceType() !== 'fetch') return route.continue()
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replace('Ada Learner', 'Eve Learner') })
    })
    await face.page.goto(urls.valid)
    await expect
      .poll(() => face.page.getAttribute('.verdict', 'data-state'), { timeout: 30_000 })
      .toBe('tampered')
    expect(await face.page.textContent('.verdict')).toContain('Rely on neither')
    await face.close()
  })

  it('can be used with the keyboard alone: copying the link says that it was copied', async () => {
    const face = await openFace(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
    await face.page.goto(urls.valid)
    const copy = face.page.locator('.share-url button')
    await copy.focus()
    await face.page.keyboard.press('Enter')
    await expect.poll(() => copy.textContent()).toBe('Copied')
    expect(await face.page.evaluate('navigator.clipboard.readText()')).toBe(urls.valid)
    await face.page.locator('.technical summary').focus()
    await face.page.keyboard.press('Enter')
    expect(await face.page.locator('.raw').isVisible()).toBe(true)
    await face.expectAccessible('everything open')
    face.expectQuiet()
    await face.close()
  })

  it('helps where there is no such credential, and lets the holder decide with the keyboard', async () => {
    const face = await openFace(browser)
    face.allow(/404|410/)
    await face.page.goto(`${laurel.origin}/credentials/abc`)
    expect(await face.page.textContent('h1')).toBe('There is no credential at this address')
    await face.expectAccessible('not found')
    await face.screenshot('credential-not-found-1440-light')
    const { holderUrl } = await api(`/v1/credentials/${urls.expired.split('/').at(-1)}/holder-link`, {})
    await face.page.goto(holderUrl ?? '')
    await face.expectAccessible('claim')
    await face.screenshot('credential-claim-1440-light')
    await face.page.focus('button.primary')
    await face.page.keyboard.press('Enter')
    await face.page.waitForSelector('[role=status]')
    await face.expectAccessible('holder')
    await face.page.focus('input[value=unlisted]')
    await face.page.keyboard.press('ArrowDown')
    await face.screenshot('credential-holder-1440-light')
    await face.page.keyboard.press('Enter')
    await face.page.waitForSelector('[role=status] :text("Withdrawn")')
    await face.page.goto(urls.expired)
    expect(await face.page.textContent('h1')).toContain('does not show this credential')
    face.expectQuiet()
    await face.close()
  })

  it('takes the holder from the claim to their wallet: a button on a phone, codes to scan on a desktop', {
    timeout: 90_000,
  }, async () => {
    const { holderUrl = '' } = await api(`/v1/credentials/${urls.valid.split('/').at(-1)}/holder-link`, {})
    const phone = { viewport: { width: 360, height: 720 }, isMobile: true, hasTouch: true }
    const face = await openFace(browser, { ...phone, deviceScaleFactor: 2, serviceWorkers: 'block' })
    const fits = () =>
      face.page.evaluate<boolean>(
        'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
      )
    await face.page.goto(holderUrl)
    await face.screenshot('wallet-claim-360-light')
    await face.page.click('text=Claim it')
    await face.page.waitForSelector('text=It is yours.')
    await face.screenshot('wallet-holder-360-light')
    await face.page.click('text=Add to my wallet')
    const button = face.page.locator('a.button', { hasText: 'Open my wallet' })
    expect(await button.getAttribute('href')).toMatch(
      /^openid-credential-offer:\/\/\?credential_offer_uri=http/,
    )
    expect(await button.isVisible()).toBe(true)
    await face.page.locator('.wallet-codes').waitFor({ state: 'hidden' })
    expect(await fits()).toBe(true)
    await face.expectAccessible('offer on a phone')
    await face.screenshot('wallet-offer-360-light')
    face.expectQuiet()

    const desktop = await openFace(browser, { serviceWorkers: 'block', colorScheme: 'dark' })
    await desktop.page.goto(holderUrl)
    await desktop.page.click('text=Add to my wallet')
    await desktop.page.waitForSelector('.wallet-codes')
    expect(await desktop.page.locator('.wallet-codes svg').count()).toBe(2)
    await desktop.expectAccessible('offer on a desktop')
    await desktop.screenshot('wallet-offer-1280-dark')
    const scanned = new URL((await desktop.page.locator('text=Open my wallet').getAttribute('href')) ?? '')
    await desktop.close()

    // What the phone's camera opens.
    await face.page.goto(`${scanned.searchParams.get('credential_offer_uri')}?iuv=1&lang=ar`)
    await face.page.waitForSelector('[dir=rtl] a[href^="openid-credential-offer:"]')
    expect(await fits()).toBe(true)
    await face.expectAccessible('what the camera opens')
    await face.screenshot('wallet-scanned-360-ar')
    const { status } = await fetch(String(scanned.searchParams.get('credential_offer_uri')), {
      method: 'POST',
    })
    expect(status).toBe(200)
    await face.page.goto(holderUrl)
    await face.page.waitForSelector('#wallet ~ .notice')
    face.allow(/410/)
    await face.page.goto(`${scanned.searchParams.get('credential_offer_uri')}?iuv=1`)
    await face.expectAccessible('an offer that was used')
    face.expectQuiet()
    await face.close()
  })

  it('the widget verifies on a foreign page under its strict policy, without moving anything', {
    timeout: 90_000,
  }, async () => {
    foreignBody = `${script()}<p>${widget(urls.valid)} ${widget(urls.revoked, 'theme="dark"')}</p><p>${widget(urls.valid, 'lang="de" size="small"')}</p>`
    const face = await openFace(browser)
    await face.page.addInitScript({
      content: `window.shift = 0; window.seen = [];
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value }).observe({ type: 'layout-shift', buffered: true });
        document.addEventListener('verified', (event) => window.seen.push(event.detail.state))`,
    })
    await face.page.goto(foreignUrl())
    await expect
      .poll(
        () =>
          face.page
            .locator('verify-badge .card')
            .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-state'))),
        {
          timeout: 30_000,
        },
      )
      .toEqual(['valid', 'revoked', 'valid'])
    const first = face.page.locator('verify-badge').first()
    expect(await first.locator('.title').textContent()).toBe('Web Accessibility Fundamentals')
    expect(await first.locator('.verdict').textContent()).toContain('Valid')
    expect(await face.page.locator('verify-badge[lang=de] .word').textContent()).toBe('Gültig')
    expect(await first.locator('.card').getAttribute('href')).toBe(urls.valid)
    expect(((await face.page.evaluate('window.seen')) as string[]).sort()).toEqual([
      'revoked',
      'valid',
      'valid',
    ])
    expect(await face.page.evaluate('window.shift')).toBe(0)
    expect(await face.page.evaluate('document.cookie')).toBe('')
    expect(face.requests.filter((url) => url.endsWith('/verifier.js'))).toHaveLength(1)
    expect(
      face.requests.every((url) => new URL(url).origin === laurel.origin || url.startsWith(foreignUrl())),
    ).toBe(true)
    await face.expectAccessible('widget')
    await face.screenshot('widget-foreign-1280-light')
    face.expectQuiet()
    await face.close()
  })

  it('the widget loads the verifier only when it comes into view, and says where it could not check', {
    timeout: 90_000,
  }, async () => {
    foreignBody = `${script()}<div style="height:3000px"></div>${widget(`${laurel.origin}/credentials/00000000-0000-4000-8000-000000000000`)}`
    const face = await openFace(browser)
    face.allow(/404|502/)
    await face.page.goto(foreignUrl())
    await face.page.waitForFunction(`customElements.get('verify-badge')`)
    expect(face.requests.some((url) => url.endsWith('/verifier.js'))).toBe(false)
    const card = face.page.locator('verify-badge .card')
    expect(await card.getAttribute('data-state')).toBe('checking')
    await face.page.locator('verify-badge').scrollIntoViewIfNeeded()
    await expect.poll(() => card.getAttribute('data-state'), { timeout: 30_000 }).not.toBe('checking')
    expect(await card.getAttribute('data-state')).not.toBe('valid')
    await face.close()
  })

  it('leaves a link where its script is refused, and the frame and the live picture need none', async () => {
    foreignBody = `${script()}<p>${widget(urls.valid)}</p><iframe src="${urls.revoked}/embed" width="340" height="132" title="Credential"></iframe>
      <p><img src="${urls.suspended}/badge.svg" alt="Credential: suspended"></p>`
    const face = await openFace(browser, { javaScriptEnabled: false })
    await face.page.goto(foreignUrl())
    expect(await face.page.locator('verify-badge a').isVisible()).toBe(true)
    const frame = face.page.frameLocator('iframe')
    expect(await frame.locator('.embed-verdict b').textContent()).toBe('Revoked')
    await face.screenshot('frame-and-picture-foreign-light')
    await face.close()
  })
})
