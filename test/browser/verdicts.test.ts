/** How every verdict looks and reads: axe-core in both themes, three widths, and screenshots for the eye. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
export const verify = async () => ({ report: window.reports[next++ % window.reports.length], statusSeenAt: null })`

const FOCUSED = `({
  name: document.activeElement.className,
  ring: getComputedStyle(document.activeElement).outlineStyle,
})`

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

  async function show(reports: VerificationReport[], path = '/verify'): Promise<Face> {
    const face = await openFace(browser, { serviceWorkers: 'block' })
    await face.page.route('**/verifier.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: STAND_IN }),
    )
    await face.page.addInitScript({ content: `window.reports = ${JSON.stringify(reports)}` })
    await face.page.goto(laurel.origin + path)
    return face
  }

  /** Every width in both themes: nothing sticks out, axe finds nothing, and a picture for the eye. */
  async function lookAt(face: Face, name: string): Promise<void> {
    for (const width of [360, 768, 1440]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await face.page.setViewportSize({ width, height: 900 })
        await face.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect(
          await face.page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          `${name} scrolls sideways at ${width}`,
        ).toBe(true)
        await face.screenshot(`${name}-${width}-${colorScheme}`)
      }
    }
    // Contrast differs by theme alone, reflow by width alone.
    await face.expectAccessible(`${name} 1440 dark`)
    await face.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await face.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    )
    // Who asked for less motion gets the other theme's colours at once, not a fade through weak contrast.
    expect(await face.page.evaluate('document.getAnimations().length')).toBe(0)
    await face.expectAccessible(`${name} 1440 light`)
    await face.page.setViewportSize({ width: 360, height: 900 })
    await face.expectAccessible(`${name} 360 light`)
  }

  it.each(STATES)('%s has its word and its sentence, at every width and in both themes', async (state) => {
    const face = await show([sampleReport(state)])
    const { page } = face
    await page.fill('#given', 'anything at all')
    await page.click('#go')
    await page.waitForSelector('.verdict')
    expect(await page.getAttribute('.verdict', 'data-state')).toBe(state)
    expect((await page.textContent('.verdict-word')) === 'Valid').toBe(state === 'valid')
    expect((await page.textContent('.verdict-sentence'))?.length).toBeGreaterThan(20)
    // The heading is focused, so that it is read aloud; it shows no ring, since nobody can act on it.
    expect(await page.evaluate(FOCUSED)).toEqual({ name: 'verdict-word', ring: 'none' })
    await page.waitForSelector('.prose ol')
    await page.click('.panel > summary')
    await page.click('.check > summary')
    await lookAt(face, `verdict-${state}`)
    face.expectQuiet()
    await face.close()
  })

  it('differ from one another in word, colour and seal', async () => {
    const face = await show(STATES.map(sampleReport))
    const seen = new Set<string>()
    for (const state of STATES) {
      await face.page.fill('#given', state)
      await face.page.click('#go')
      await face.page.waitForSelector(`.verdict[data-state=${state}]`)
      seen.add(
        await face.page.evaluate<string>(
          `[document.querySelector('.verdict-word').textContent, document.querySelector('.seal-sign use').getAttribute('href')].join()`,
        ),
      )
    }
    expect(seen.size).toBe(STATES.length)
    await face.close()
  })

  it('the landing, and several at once', async () => {
    const face = await show(
      ['valid', 'revoked', 'unknown-issuer'].map((state) => sampleReport(state as 'valid')),
    )
    await lookAt(face, 'start')
    const files = ['diploma.json', 'course.png', 'letter.jwt']
    await face.page.setInputFiles(
      '#files',
      files.map((name) => ({ name, mimeType: 'application/json', buffer: Buffer.from('{}') })),
    )
    await face.page.waitForSelector('.several')
    await face.page.click('.several > li:first-child summary')
    await lookAt(face, 'several')
    face.expectQuiet()
    await face.close()
  })

  it.each(['ar', 'zh', 'de', 'fr', 'es', 'pt'])('in %s', async (language) => {
    const face = await show([sampleReport('valid')], `/verify?lang=${language}`)
    await face.page.fill('#given', 'anything at all')
    await face.page.click('#go')
    await face.page.waitForSelector('.verdict')
    await face.page.waitForSelector(`html[lang=${language}]`, { state: 'attached' })
    await face.expectAccessible(language)
    await face.screenshot(`language-${language}-1280-light`)
    face.expectQuiet()
    await face.close()
  })

  it('the QR scanner, and what it says where there is no camera', async () => {
    const face = await show([sampleReport('valid')])
    await face.page.click('#scan')
    await face.page.waitForSelector('.scanner .trouble:not(:empty)')
    await face.expectAccessible('scanner')
    await face.screenshot('scanner-1280-light')
    await face.page.keyboard.press('Escape')
    await face.page.waitForSelector('.scanner', { state: 'detached' })
    face.expectQuiet()
    await face.close()
  })
})
