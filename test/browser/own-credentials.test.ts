/** What this deployment issues, checked by the verify page: in the browser, after revocation, and on the server too. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SCOPES } from '../../worker/issuing/caller.ts'
import {
  describeInBrowser,
  launchChromium,
  OPERATOR_TOKEN,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'

describeInBrowser('a credential of this deployment on the verify page', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let token = ''
  let achievementId = ''

  const call = async (path: string, body: object, bearer = token) => {
    const response = await fetch(`${laurel.origin}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, string>
  }

  beforeAll(async () => {
    ;[laurel, browser] = await Promise.all([startLaurel(), launchChromium()])
    const { id } = await call(
      '/v1/issuers',
      { name: 'Example Academy', url: 'https://academy.example', email: 'badges@academy.example' },
      OPERATOR_TOKEN,
    )
    token =
      (await call(`/v1/issuers/${id}/api-keys`, { label: 'tests', scopes: SCOPES }, OPERATOR_TOKEN)).token ??
      ''
    achievementId =
      (
        await call('/v1/achievements', {
          name: 'Edge Computing Foundations',
          description: 'Builds and runs services at the network edge.',
          achievementType: 'MicroCredential',
          criteria: { narrative: 'Passed the *final project*.' },
        })
      ).id ?? ''
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
  })

  it('is valid by its link, the same on the server, and revoked once it is', async () => {
    const issued = await call('/v1/credentials', {
      achievementId,
      recipient: { email: 'ada@example.org', name: 'Ada Learner' },
    })
    const url = issued.url ?? ''
    const face = await openFace(browser, { serviceWorkers: 'block' })
    const { page } = face
    await page.goto(`${laurel.origin}/verify?url=${encodeURIComponent(url)}`)
    await page.waitForSelector('.verdict')
    expect(await page.getAttribute('.verdict', 'data-state'), (await page.textContent('#report')) ?? '').toBe(
      'valid',
    )
    expect(await page.textContent('.verdict-sentence')).toContain('Example Academy, who control localhost')

    await page.click('text=Check on the server too')
    await page.waitForSelector('.notice[data-state=valid]')

    await page.fill('input[name=recipient]', 'ada@example.org')
    await page.press('input[name=recipient]', 'Enter')
    await page.waitForSelector('.answer[data-outcome=success]')
    await face.screenshot('own-valid-1280-light')

    await call(`/v1/credentials/${url.split('/').at(-1)}/revoke`, { reason: 'Issued by mistake.' })
    // The list is published by the queue, once for many changes: a moment later everyone sees it.
    const seen = async () => {
      await page.reload()
      await page.waitForSelector('.verdict')
      return page.getAttribute('.verdict', 'data-state')
    }
    await expect.poll(seen, { timeout: 25_000, interval: 1_000 }).toBe('revoked')
    expect(
      face.requests.filter((asked) => !asked.startsWith(laurel.origin) && !asked.startsWith('data:')),
    ).toEqual([])
    face.expectQuiet()
    await face.close()
  })
})
