/** The verify page in real Chromium. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  describeInBrowser,
  launchChromium,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'

describeInBrowser('the verify page', () => {
  let laurel: RunningLaurel
  let browser: Browser
  beforeAll(async () => {
    ;[laurel, browser] = await Promise.all([startLaurel(), launchChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
  })

  it('opens without a console error, a violation or a finding of axe', async () => {
    const face = await openFace(browser)
    await face.page.goto(`${laurel.origin}/verify`)
    expect(await face.page.textContent('h1')).toContain('credential')
    await face.expectAccessible()
    await face.screenshot('start-1440-light')
    face.expectQuiet()
    await face.close()
  })
})
