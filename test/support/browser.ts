/**
 * Real Chromium against the built Worker (running-laurel.ts), for the tests in test/browser/: pages that count console
 * errors, uncaught errors and violations of the Content-Security-Policy as failures. Screenshots go to the ignored folder test/browser/screenshots/.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { chromiumIsThere } from './running-laurel.ts'

export { launchChromium, OPERATOR_TOKEN, type RunningLaurel, startLaurel } from './running-laurel.ts'

const root = path.join(import.meta.dirname, '..', '..')

/** `describe` where a Chromium is found; else it skips loudly, or fails under LAUREL_REQUIRE_BROWSER=1. */
export function describeInBrowser(name: string, body: () => void): void {
  if (chromiumIsThere || process.env.LAUREL_REQUIRE_BROWSER === '1') describe(name, body)
  else {
    process.stderr.write(`*** ${name}: SKIPPED, no Chromium (set CHROMIUM) ***\n`)
    describe.skip(name, body)
  }
}

/** A page under watch. Call `expectQuiet()` at the end of each test. */
export interface Face {
  page: Page
  /** Console errors, uncaught errors, CSP and Trusted Types violations so far. */
  problems: string[]
  /** Absolute URLs of everything that was requested. */
  requests: string[]
  /** Problems that match are expected in this test. */
  allow: (pattern: RegExp) => void
  expectQuiet: () => void
  /** Fails on any axe-core finding (WCAG 2.2 A and AA, and best practices). */
  expectAccessible: (state?: string) => Promise<void>
  screenshot: (name: string) => Promise<void>
  close: () => Promise<void>
}

// Scripts of the page's side, as text: this folder is typed for workerd, which has no DOM.
const REPORT_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('CSP: ' + event.violatedDirective + ' refused ' + event.blockedURI + ' ' + event.sample))`
const RUN_AXE = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) =>
  id + ': ' + nodes.map(({ target, html }) => target + ' ' + html.slice(0, 140)).join(' | ')))`
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function openFace(browser: Browser, contextOptions: BrowserContextOptions = {}): Promise<Face> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...contextOptions })
  const page = await context.newPage()
  const problems: string[] = []
  const requests: string[] = []
  const allowed: RegExp[] = []
  const note = (text: string) => {
    if (!allowed.some((pattern) => pattern.test(text))) problems.push(text)
  }
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`))
  page.on('request', (request) => requests.push(request.url()))
  await page.addInitScript({ content: REPORT_VIOLATIONS })
  return {
    page,
    problems,
    requests,
    allow: (pattern) => allowed.push(pattern),
    expectQuiet: () => expect(problems).toEqual([]),
    expectAccessible: async (state = 'page') => {
      // The tool is injected past the page's own policy: DevTools evaluation is not subject to it.
      await page.evaluate(axeSource)
      const findings = await page.evaluate<string[]>(RUN_AXE)
      expect(findings, `axe-core on ${state}`).toEqual([])
    },
    screenshot: async (name) => {
      const folder = path.join(root, 'test', 'browser', 'screenshots')
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
    },
    close: () => context.close(),
  }
}
