/** How every verdict looks and reads: axe-core in both themes, three widths, and screenshots for the eye. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerificationReport } from '../../worker/credential/verify/report.ts'
import {
  describeInBrowser,
  type Face,
  launchChromium,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'
import { STATES, sampleReport } from './sample-reports.ts'

/** Stands in for /verifier.js: gives the reports that the test put on the page, one for each thing checked. */
const STAND_IN = `let next = 0
export const verify = async () => ({ report: window.reports[next++ % window.reports.length], statusSeenAt: null })
export const loadImage = async (url) => url.startsWith('data:image/') ? url : null`

describeInBrowser('verdicts', () => {
  let laurel: RunningLaurel
  let browser: Browser
  beforeAll(async () => {
    ;[laurel, browser] = await Promise.all([startLaurel(), launchChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
  })

  async function show(
    reports: VerificationReport[],
    width: number,
    colorScheme: 'light' | 'dark',
    path = '/verify',
  ): Promise<Face> {
    const face = await openFace(browser, {
      colorScheme,
      viewport: { width, height: 900 },
      serviceWorkers: 'block',
    })
    await face.page.route('**/verifier.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: STAND_IN }),
    )
    await face.page.addInitScript({ content: `window.reports = ${JSON.stringify(reports)}` })
    await face.page.goto(laurel.origin + path)
    return face
  }

  async function showOne(report: VerificationReport, width: number, scheme: 'light' | 'dark', path?: string) {
    const face = await show([report], width, scheme, path)
    await face.page.fill('#given', 'anything at all')
    await face.page.click('#go')
    await face.page.waitForSelector('.verdict')
    return face
  }

  describe.each(STATES)('%s', (state) => {
    it.each([
      [360, 'light'],
      [768, 'light'],
      [1440, 'light'],
      [360, 'dark'],
      [768, 'dark'],
      [1440, 'dark'],
    ] as const)('has a word, a sentence and no finding of axe at %i px, %s', async (width, scheme) => {
      const face = await showOne(sampleReport(state), width, scheme)
      const { page } = face
      expect(await page.getAttribute('.verdict', 'data-state')).toBe(state)
      const word = await page.textContent('.verdict-word')
      expect(word === 'Valid').toBe(state === 'valid')
      expect((await page.textContent('.verdict-sentence'))?.length).toBeGreaterThan(20)
      expect(
        await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
        'no sideways scrolling',
      ).toBe(true)
      await page.waitForSelector('.prose ol, .prose p')
      await face.expectAccessible(state)
      await face.screenshot(`verdict-${state}-${width}-${scheme}`)
      face.expectQuiet()
      await face.close()
    })
  })
})
