/**
 * What a visitor meets, in headless Chromium against the built Worker on loopback: paint, layout shift, console errors,
 * what is transferred, and the time from a paste to its verdict. Each figure is the median of fresh browser contexts.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import {
  chromiumIsThere,
  launchChromium,
  OPERATOR_TOKEN,
  type RunningLaurel,
  startLaurel,
} from '../support/running-laurel.ts'
import { median } from './measure.ts'

export interface LabResult {
  name: string
  /** Milliseconds from navigation. */
  firstPaint: number
  largestPaint: number
  /** Cumulative layout shift, until after the verdict; as defined, without what follows an input at once. */
  shift: number
  consoleErrors: number
  requests: number
  /** Bytes until the page is idle, texts as gzip sends them. */
  gzipBytes: number
  /** Milliseconds: from the paste, or from navigation where the page begins by itself, to the verdict. */
  verdict?: { cold: number; warm?: number }
}

const RUNS = 5
const OBSERVE = `window.lab = { largest: 0, shift: 0, verified: 0 }
new PerformanceObserver((list) => { for (const { startTime } of list.getEntries()) lab.largest = startTime }).observe({ type: 'largest-contentful-paint', buffered: true })
new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) lab.shift += value }).observe({ type: 'layout-shift', buffered: true })
document.addEventListener('verified', () => { lab.verified++; lab.lastVerified = performance.now() })`
const PAINTS = `({ firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN, largestPaint: lab.largest })`
/** Notes in `lab.verdicts` how many milliseconds after a paste a verdict that was not there stands on the page. */
const AWAIT_VERDICT = `lab.verdicts = []
document.addEventListener('paste', () => {
  const before = document.querySelector('.verdict')
  const start = performance.now()
  const watch = new MutationObserver(() => {
    const now = document.querySelector('.verdict')
    if (now === null || now === before) return
    watch.disconnect()
    requestAnimationFrame(() => lab.verdicts.push(performance.now() - start))
  })
  watch.observe(document.body, { childList: true, subtree: true })
}, { capture: true })`

type Verdict = (page: Page) => Promise<LabResult['verdict']>

/** None where there is no Chromium. */
export async function benchLab(root: string): Promise<LabResult[]> {
  if (!chromiumIsThere) return []
  const [laurel, browser] = await Promise.all([startLaurel({}, root), launchChromium()])
  const foreign = createServer()
  try {
    const urls = await issueThree(laurel)
    const credential = await textOf(urls[0] ?? '')
    foreign.on('request', (_, response) =>
      response.setHeader('Content-Type', 'text/html').end(foreignPage(laurel, urls)),
    )
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
    const foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`
    const paste: Verdict = async (page) => {
      await page.evaluate(AWAIT_VERDICT)
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(credential)})`)
      await page.click('h1')
      for (const count of [1, 2]) {
        await page.keyboard.press('Control+V')
        await until(page, `lab.verdicts.length === ${count}`)
      }
      const [cold = Number.NaN, warm = Number.NaN] = await page.evaluate<number[]>('lab.verdicts')
      return { cold, warm }
    }
    const allVerified: Verdict = async (page) => {
      await until(page, 'lab.verified === 3')
      return { cold: await page.evaluate<number>('lab.lastVerified') }
    }
    return [
      await look(browser, 'Verify page', `${laurel.origin}/verify`, paste),
      await look(browser, 'Credential page', urls[0] ?? ''),
      await look(browser, 'A foreign page with three widgets', foreignUrl, allVerified),
    ]
  } finally {
    foreign.close()
    await browser.close()
    await laurel.close()
  }
}

async function look(browser: Browser, name: string, url: string, verdict?: Verdict): Promise<LabResult> {
  const runs: LabResult[] = []
  // The first warms the server and is not counted.
  for (let run = 0; run <= RUNS; run++) {
    const seen = await lookOnce(browser, name, url, verdict)
    if (run > 0) runs.push(seen)
  }
  const middle = (figure: (run: LabResult) => number) => median(runs.map(figure))
  const [first] = runs
  return {
    name,
    firstPaint: middle((run) => run.firstPaint),
    largestPaint: middle((run) => run.largestPaint),
    shift: Math.max(...runs.map((run) => run.shift)),
    consoleErrors: Math.max(...runs.map((run) => run.consoleErrors)),
    requests: middle((run) => run.requests),
    gzipBytes: middle((run) => run.gzipBytes),
    ...(first?.verdict && {
      verdict: {
        cold: middle((run) => run.verdict?.cold ?? Number.NaN),
        ...(first.verdict.warm !== undefined && { warm: middle((run) => run.verdict?.warm ?? Number.NaN) }),
      },
    }),
  }
}

async function lookOnce(browser: Browser, name: string, url: string, verdict?: Verdict): Promise<LabResult> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  let consoleErrors = 0
  const bodies: Promise<number>[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors++
  })
  page.on('pageerror', () => consoleErrors++)
  page.on('response', (response) => {
    bodies.push(response.body().then(weightOf(response.headers()['content-type'] ?? ''), () => 0))
  })
  try {
    await page.addInitScript({ content: OBSERVE })
    await page.goto(url, { waitUntil: 'networkidle' })
    const weights = await Promise.all(bodies)
    const paints = await page.evaluate<Pick<LabResult, 'firstPaint' | 'largestPaint'>>(PAINTS)
    const told = verdict && (await verdict(page))
    const shift = await page.evaluate<number>('lab.shift')
    const gzipBytes = weights.reduce((sum, bytes) => sum + bytes, 0)
    return {
      name,
      ...paints,
      shift,
      consoleErrors,
      requests: weights.length,
      gzipBytes,
      ...(told && { verdict: told }),
    }
  } finally {
    await context.close()
  }
}

/** Not Playwright's `waitForFunction`, which evaluates text within the page, as the page's policy forbids. */
async function until(page: Page, condition: string): Promise<void> {
  await page.evaluate(
    `new Promise((done) => { const look = () => (${condition}) ? done() : setTimeout(look, 10); look() })`,
  )
}

/** Pictures that are packed already travel as they are. */
function weightOf(type: string): (body: Buffer) => number {
  return (body) => (/^image\/(?!svg)/.test(type) ? body.length : gzipSync(body).length)
}

async function textOf(url: string): Promise<string> {
  return await (await fetch(url, { headers: { accept: 'application/vc' } })).text()
}

async function issueThree(laurel: RunningLaurel): Promise<string[]> {
  const call = async (path: string, body: object, token: string) => {
    const answer = await fetch(laurel.origin + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, string>
  }
  const issuer = await call(
    '/v1/issuers',
    { name: 'Example Academy', url: 'https://academy.example' },
    OPERATOR_TOKEN,
  )
  const scopes = ['achievements:write', 'credentials:issue']
  const key = await call(`/v1/issuers/${issuer.id}/api-keys`, { label: 'lab', scopes }, OPERATOR_TOKEN)
  const token = key.token ?? ''
  const achievement = {
    name: 'Edge Computing Foundations',
    description: 'Builds and runs services at the network edge.',
    achievementType: 'MicroCredential',
    criteria: { narrative: 'Passed the final project.' },
  }
  const { id: achievementId } = await call('/v1/achievements', achievement, token)
  const urls: string[] = []
  for (const name of ['ada', 'eve', 'kim']) {
    const recipient = { email: `${name}@example.org` }
    urls.push((await call('/v1/credentials', { achievementId, recipient }, token)).url ?? '')
  }
  return urls
}

function foreignPage(laurel: RunningLaurel, urls: string[]): string {
  const widgets = urls.map(
    (url) =>
      `<p><verify-badge src="${url}" style="display:inline-block;width:340px;height:132px"><a href="${url}">My credential</a></verify-badge></p>`,
  )
  return `<!doctype html><html lang="en"><title>A portfolio</title><link rel="icon" href="data:,"><h1>A portfolio</h1>
<script type="module" src="${laurel.origin}/widget.js"></script>${widgets.join('')}</html>`
}
