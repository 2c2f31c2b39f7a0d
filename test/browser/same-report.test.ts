/**
 * The same credential gets the same report in Node, in workerd and in Chromium: the specifications' vectors, credentials
 * as other platforms publish them, and our own in every state, through the verifier that the pages load and through
 * POST /v1/verify. What may differ is how a document was reached and how long it all took.
 */

import vectors from 'virtual:vectors'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bakePng, bakeSvg } from '../../worker/credential/bake/index.ts'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import { secureAsJwt, secureAsVcJose } from '../../worker/credential/proof/index.ts'
import { type VerificationReport, verifyCredential } from '../../worker/credential/verify/index.ts'
import { judgeUrl } from '../../worker/http/judge-url.ts'
import {
  describeInBrowser,
  type Face,
  launchChromium,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'
import { LIST_URL, putOnWeb, type WebIssuer, webIssuer } from '../support/browser-issuer.ts'
import { bitstringEntry, didKeyIssuer, NOW, openBadge } from '../support/issuer.ts'
import { pngOf } from '../support/png.ts'

/** What a person could give: text, or the bytes of a file. */
type Input = string | Uint8Array

const SOURCES = /^(?:vectors\/(?:w3c-|1edtech-spec\/)|vendors\/credentials\/).*\.(?:json|jsonc|jwt)$/
const MAX_CHARACTERS = 100_000

const published = Object.entries(vectors ?? {}).filter(
  ([name, text]) => SOURCES.test(name) && text.length <= MAX_CHARACTERS,
)

/** Whatever is told, without the way and the time that it took. */
function told(report: VerificationReport): unknown {
  return {
    ...report,
    timings: null,
    checks: report.checks.map((check) => ({ ...check, sources: check.sources.map(({ url }) => url) })),
    nested: report.nested.map(told),
  }
}

describeInBrowser('one credential, one report', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let web: WebIssuer
  let face: Face
  beforeAll(async () => {
    ;[laurel, browser, web] = await Promise.all([
      startLaurel({ DNS_OVER_HTTPS: 'https://dns.example/' }),
      launchChromium(),
      webIssuer(),
    ])
    face = await openFace(browser, { serviceWorkers: 'block' })
    // Hosts that are not in the table cannot be reached, by the edge neither.
    face.allow(/Failed to load resource|ERR_FAILED/)
    await face.page.clock.setFixedTime(NOW)
    await putOnWeb(face.page, web)
    await face.page
      .context()
      .route('**/v1/documents?*', (route) =>
        route.fulfill({ json: { ok: false, url: '', reason: 'unreachable' } }),
      )
    await face.page.goto(`${laurel.origin}/verify`)
  })
  afterAll(async () => {
    await face?.close()
    await browser?.close()
    await laurel?.close()
  })

  /** Through /verifier.js, in the page. */
  function inChromium(input: Input): Promise<VerificationReport> {
    const given =
      typeof input === 'string'
        ? JSON.stringify(input)
        : `Uint8Array.fromBase64?.('${Buffer.from(input).toString('base64')}') ??
           Uint8Array.from(atob('${Buffer.from(input).toString('base64')}'), (c) => c.charCodeAt(0))`
    return face.page.evaluate<VerificationReport>(
      `import('/verifier.js').then(({ verify }) => verify(${given})).then(({ report }) => report)`,
    )
  }
  const inNode = (input: unknown) =>
    verifyCredential(input, { now: NOW, fetchDocument: web.network.fetchDocument })
  /** As the Worker is that cannot look a name up. */
  const nothingResolves: FetchDocument = async ({ url }) => ({
    ok: false,
    url,
    reason: judgeUrl(url).ok ? 'unresolved' : 'refused',
  })

  async function expectSame(inputs: [string, Input][]): Promise<void> {
    for (const [name, input] of inputs) {
      expect(told(await inChromium(input)), name).toEqual(told(await inNode(input)))
    }
  }

  it('for our own, in every form and state', async () => {
    const { valid, revoked, suspended, issuer } = web
    const badge = (changes = {}) => openBadge(issuer.id, changes)
    const byKey = await didKeyIssuer()
    const token = await secureAsJwt(badge({ credentialStatus: bitstringEntry(LIST_URL, 3) }), issuer.signer)
    const json = JSON.stringify
    await expectSame([
      ['valid', json(valid)],
      ['revoked', json(revoked)],
      ['suspended', json(suspended)],
      ['expired', json(await web.signed({ validUntil: '2026-02-01T00:00:00Z' }))],
      ['not valid yet', json(await web.signed({ validFrom: '2027-01-01T00:00:00Z' }))],
      ['tampered', json({ ...valid, name: 'Flying' })],
      ['of an unknown term', json({ ...valid, salary: 1 })],
      ['by another key', json(await byKey.sign(badge()))],
      ['of a did:key', json(await byKey.sign(openBadge(byKey.id)))],
      ['unsigned', json(badge())],
      ['of an unknown suite', json({ ...valid, proof: { ...(valid.proof as object), cryptosuite: 'x' } })],
      [
        'of an unknown status type',
        json(await web.signed({ credentialStatus: { id: 'urn:x', type: 'VerifiableCredential' } })),
      ],
      [
        'of a list that is not there',
        json(await web.signed({ credentialStatus: bitstringEntry('https://gone.example.com/1', 1) })),
      ],
      ['as a token', token],
      ['as a token of VC-JOSE-COSE', await secureAsVcJose(badge(), issuer.signer)],
      ['as a token without signature', `${token.split('.').slice(0, 2).join('.')}.`],
      ['in a PNG', bakePng(pngOf(8, 8), json(valid))],
      [
        'in an SVG',
        new TextEncoder().encode(bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"/>', json(valid))),
      ],
      ['several', json([valid, revoked, { a: 1 }])],
      ['with a key twice', json(valid).replace('{', '{"name":"Flying",')],
      ['with half a character', json(valid).replace('Rowing', '\\ud800')],
      ['nested without end', '['.repeat(10_000)],
      ['nothing', ''],
      ['a sentence', 'This is not a credential.'],
    ])
    face.expectQuiet()
  }, 120_000)

  it.skipIf(vectors === undefined)(
    'for the vectors of W3C and 1EdTech, and what other platforms publish',
    async () => {
      expect(published.length).toBeGreaterThan(50)
      await expectSame(published)
      face.expectQuiet()
    },
    240_000,
  )

  it.skipIf(vectors === undefined)(
    'and POST /v1/verify says it too',
    async () => {
      const credentials = published.flatMap(([name, text]): [string, unknown][] => {
        try {
          return [[name, JSON.parse(text)]]
        } catch {
          return text.trim().split('.').length === 3 ? [[name, text.trim()]] : []
        }
      })
      for (let from = 0; from < credentials.length; from += 40) {
        const slice = credentials.slice(from, from + 40)
        const batch = slice.map(([, credential]) => credential)
        const response = await laurel.worker.fetch(`${laurel.origin}/v1/verify`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ credential: batch }),
        })
        const report = (await response.json()) as VerificationReport
        expect(report.nested.length).toBe(batch.length)
        const expected = await verifyCredential(batch, {
          now: new Date(report.verifiedAt),
          fetchDocument: nothingResolves,
        })
        for (const [index, nested] of report.nested.entries()) {
          expect(told(nested), slice[index]?.[0]).toEqual(told(expected.nested[index] as VerificationReport))
        }
        expect(report.verdict).toBe(expected.verdict)
      }
    },
    240_000,
  )
})
