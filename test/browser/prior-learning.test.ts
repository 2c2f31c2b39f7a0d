/** The page where a learner brings a badge from elsewhere, in real Chromium: by keyboard, on a narrow screen, in the dark. */
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

const ADA = 'ada@example.org'

describeInBrowser('a badge that a learner brings', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let page = ''
  let badge = ''
  let holder = ''

  beforeAll(async () => {
    ;[laurel, browser] = await Promise.all([startLaurel(), launchChromium()])
    const [theirs, ours] = [await issuer('University of Tides'), await issuer('Harbour Academy')]
    const [tides, own] = [
      await achievement(theirs, 'Reading the Tides'),
      await achievement(ours, 'Tide Tables'),
    ]
    const given = await api(
      '/v1/credentials',
      { achievementId: tides, recipient: { email: ADA } },
      theirs.token,
    )
    badge = String(given.url)
    await api(
      '/v1/connections',
      { kind: 'prior-learning', name: 'Badges', settings: { learnerPage: 'on' } },
      ours.token,
    )
    const course = { match: 'pattern', pattern: `${theirs.did} *` }
    await api('/v1/completion-rules', { name: 'Tides', course, achievementId: own }, ours.token)
    const other = await achievement(ours, 'First steps')
    const held = await api('/v1/credentials', { achievementId: other, recipient: { email: ADA } }, ours.token)
    holder = String((await api(`/v1/credentials/${held.id}/holder-link`, {}, ours.token)).holderUrl)
    page = `${laurel.origin}/issuers/${ours.id}/prior-learning`
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
  })

  async function api(path: string, body: object, bearer: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(laurel.origin + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(response.status, `${path}: ${await response.clone().text()}`).toBeLessThan(300)
    return await response.json()
  }
  async function issuer(name: string) {
    const made = await api('/v1/issuers', { name, url: 'https://academy.example' }, OPERATOR_TOKEN)
    const scopes = ['achievements:write', 'credentials:issue', 'connections:write']
    const { token } = await api(`/v1/issuers/${made.id}/api-keys`, { label: 'x', scopes }, OPERATOR_TOKEN)
    return { id: made.id, did: made.did, token }
  }
  async function achievement({ token }: { token: unknown }, name: string) {
    const body = { name, description: 'A test.', criteria: { narrative: 'Shown.' } }
    return (await api('/v1/achievements', body, token)).id
  }

  it.each([
    { width: 320, colorScheme: 'dark', lang: 'ar' },
    { width: 1440, colorScheme: 'light', lang: 'en' },
  ] as const)(
    'is asked for in a form that everybody can fill in: $width px, $colorScheme, $lang',
    async (view) => {
      const { width, colorScheme, lang } = view
      const face = await openFace(browser, { viewport: { width, height: 800 }, colorScheme })
      face.allow(/status of 422/)
      await face.page.goto(`${page}?lang=${lang}`)
      await face.expectAccessible('form')
      // By keyboard alone: to the address, and off with it; nothing was given yet.
      await face.page.focus('#given')
      for (let press = 0; press < 2; press++) await face.page.keyboard.press('Tab')
      await face.page.keyboard.type(ADA)
      await Promise.all([face.page.waitForNavigation(), face.page.keyboard.press('Enter')])
      expect(await face.page.getByRole('alert').count()).toBe(1)
      expect(await face.page.inputValue('#email')).toBe(ADA)
      await face.expectAccessible('error')
      expect(await face.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await face.screenshot(`prior-learning-${width}`)
      face.expectQuiet()
      await face.close()
    },
  )

  it('leads from the holder’s own page to the new credential, without script', async () => {
    const face = await openFace(browser, { viewport: { width: 360, height: 800 }, javaScriptEnabled: false })
    await face.page.goto(holder)
    await face.page.getByRole('button', { name: 'Claim it' }).click()
    await face.page.getByRole('link', { name: /recognises badges from elsewhere/ }).click()
    await face.page.getByLabel('Link to the badge').fill(badge)
    await face.page.getByLabel('e-mail address').fill(ADA)
    await face.page.getByRole('button', { name: 'Check the badge' }).click()
    await face.page.getByRole('link', { name: 'Open and keep “Tide Tables”' }).click()
    expect(await face.page.getByRole('heading', { level: 1 }).textContent()).toContain('A credential for you')
    face.expectQuiet()
    await face.close()
  })

  it('that does not count says why', async () => {
    const face = await openFace(browser, { viewport: { width: 320, height: 800 } })
    await face.page.goto(page)
    await face.page.getByLabel('Link to the badge').fill(badge)
    await face.page.getByLabel('e-mail address').fill('eve@example.org')
    await face.page.getByRole('button', { name: 'Check the badge' }).click()
    await face.page.getByText('It was not given to this address').waitFor()
    await face.expectAccessible('told')
    await face.screenshot('prior-learning-told')
    face.expectQuiet()
    await face.close()
  })
})
