/** The verify page in real Chromium: every way in, every verdict of the real verifier, hostile input, keyboard, offline. */

import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { encodeQR } from 'qr'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bakePng, bakeSvg } from '../../worker/credential/bake/index.ts'
import { asArray, type JsonObject } from '../../worker/credential/json.ts'
import {
  describeInBrowser,
  type Face,
  launchChromium,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'
import { ISSUER_HOST, LIST_URL, putOnWeb, type WebIssuer, webIssuer } from '../support/browser-issuer.ts'
import { bitstringEntry, didWebIssuer, Network, openBadge } from '../support/issuer.ts'
import { pngOf } from '../support/png.ts'

const BADGE_URL = `https://${ISSUER_HOST}/badges/1`

describeInBrowser('the verify page', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let web: WebIssuer
  let face: Face
  let page: Page

  beforeAll(async () => {
    ;[laurel, browser, web] = await Promise.all([startLaurel(), launchChromium(), webIssuer()])
    web.network.answer(BADGE_URL, web.valid, { contentType: 'application/vc' })
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
  })
  beforeEach(async () => {
    face = await openFace(browser, {
      serviceWorkers: 'block',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    page = face.page
    await putOnWeb(page, web)
  })
  afterEach(async () => {
    face.expectQuiet()
    await face.close()
  })

  const open = (path = '/verify') => page.goto(laurel.origin + path)
  const state = async () => {
    await page.waitForSelector('.verdict')
    return page.getAttribute('.verdict', 'data-state')
  }
  const submit = async (text: string) => {
    await page.fill('#given', text)
    await page.click('#go')
  }
  const choose = (...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
    page.setInputFiles('#files', files)
  const file = (name: string, content: string | Uint8Array, mimeType = 'application/octet-stream') => ({
    name,
    mimeType,
    buffer: Buffer.from(content),
  })
  const trouble = async () => {
    await page.waitForSelector('#trouble:not(:empty)')
    return page.textContent('#trouble')
  }
  const dispatch = (given: {
    type: 'paste' | 'drop'
    name: string
    mime: string
    bytes: number[]
    size?: number
  }) => page.evaluate(`(${DISPATCH_FILE})(${JSON.stringify(given)})`)
  const text = (credential: JsonObject) => JSON.stringify(credential)

  describe('opens', () => {
    it.each(['/', '/verify'])('%s without an error, a violation or a finding of axe', async (path) => {
      await open(path)
      await face.expectAccessible()
      await page.setViewportSize({ width: 1440, height: 900 })
      await face.screenshot(`start-1440-light${path.replace('/', '-')}`)
    })

    it('is small: everything of the first load within 20 kB compressed', async () => {
      const sizes: [string, number][] = []
      page.on('response', async (response) => {
        const body = await response.body().catch(() => Buffer.alloc(0))
        sizes.push([response.url(), gzipSync(body, { level: 6 }).length])
      })
      await page.goto(`${laurel.origin}/verify`, { waitUntil: 'networkidle' })
      const total = sizes.reduce((sum, [, size]) => sum + size, 0)
      expect(total).toBeGreaterThan(3_000)
      expect(total, JSON.stringify(sizes)).toBeLessThan(20_000)
      expect(face.requests.some((url) => url.endsWith('/verifier.js'))).toBe(false)
    })

    it('asks nobody but its own origin', async () => {
      await page.goto(laurel.origin, { waitUntil: 'networkidle' })
      expect(face.requests.filter((url) => !url.startsWith(laurel.origin))).toEqual([])
    })
  })

  describe('takes', () => {
    it('text in the field', async () => {
      await open()
      await submit(text(web.valid))
      expect(await state()).toBe('valid')
      expect(await page.textContent('.verdict-sentence')).toMatch(
        /^Issued by A university, who control academy\.example\.com, on 1 January 2026\. Not revoked: checked/,
      )
    })

    it('a link in the field', async () => {
      await open()
      await submit(BADGE_URL)
      expect(await state()).toBe('valid')
    })

    it('a link among words, in Markdown or HTML, without its scheme, or inside a link for sharing', async () => {
      await open()
      for (const given of [
        `Look at my badge: ${BADGE_URL}, please!`,
        `[My badge](${BADGE_URL})`,
        `<script src="https://x.example/widget.js"></script><verify-badge src="${BADGE_URL}"></verify-badge>`,
        BADGE_URL.replace('https://', ''),
        `${laurel.origin}/verify?url=${encodeURIComponent(BADGE_URL)}`,
        `https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(BADGE_URL)}`,
      ]) {
        await page.reload()
        await submit(given)
        expect([given, await state()]).toEqual([given, 'valid'])
      }
    })

    it('no link in the place of a credential that is not whole, and none where several stand', async () => {
      await open()
      for (const given of [`{"id": "${BADGE_URL}"`, `${BADGE_URL}\n${BADGE_URL}2`]) {
        await page.reload()
        await submit(given)
        expect([given, await state()]).toEqual([given, 'malformed'])
      }
    })

    it('a link in ?url=', async () => {
      await open(`/verify?url=${encodeURIComponent(BADGE_URL)}`)
      expect(await state()).toBe('valid')
    })

    it('a credential after #, which reaches no server', async () => {
      await open(`/verify#${encodeURIComponent(text(web.valid))}`)
      expect(await state()).toBe('valid')
      // What a request carries to a server ends before the fragment.
      expect(
        face.requests.map((url) => url.split('#')[0]).filter((url) => url?.includes('Achievement')),
      ).toEqual([])
    })

    it('text pasted anywhere on the page', async () => {
      await open()
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text(web.valid))})`)
      await page.click('h1')
      await page.keyboard.press('Control+V')
      expect(await state()).toBe('valid')
    })

    it('a picture pasted from the clipboard', async () => {
      await open()
      await dispatch({
        type: 'paste',
        name: 'image.png',
        mime: 'image/png',
        bytes: [...(await bakePng(pngOf(8, 8), text(web.valid)))],
      })
      expect(await state()).toBe('valid')
    })

    it('a file dropped anywhere on the page', async () => {
      await open()
      await dispatch({
        type: 'drop',
        name: 'badge.json',
        mime: 'application/json',
        bytes: [...Buffer.from(text(web.valid))],
      })
      expect(await state()).toBe('valid')
    })

    it('a baked PNG and a baked SVG', async () => {
      await open()
      await choose(file('badge.png', await bakePng(pngOf(8, 8), text(web.valid)), 'image/png'))
      expect(await state()).toBe('valid')
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
      await choose(file('badge.svg', bakeSvg(svg, text(web.revoked)), 'image/svg+xml'))
      await page.waitForSelector('.verdict[data-state=revoked]')
    })

    it('several files at once, each with its verdict', async () => {
      await open()
      await choose(
        file('good.json', text(web.valid)),
        file('revoked.json', text(web.revoked)),
        file('broken.json', '{"a":'),
      )
      await page.waitForSelector('.several')
      expect(
        await page.$$eval('.several > li', (items) => items.map((item) => item.getAttribute('data-state'))),
      ).toEqual(['valid', 'revoked', 'malformed'])
      await page.click('.several > li:nth-child(2) summary')
      await page.waitForSelector('.several .verdict[data-state=revoked]')
      await face.expectAccessible('several')
      await face.screenshot('several-1280-light')
    })

    it('a picture of a QR code', async () => {
      await open()
      await choose(file('photo.gif', encodeQR(BADGE_URL, 'gif', { scale: 6 }), 'image/gif'))
      expect(await state()).toBe('valid')
      expect(await page.inputValue('#given')).toBe(BADGE_URL)
    })
  })

  describe('says', () => {
    const cases: [string, () => Promise<JsonObject> | JsonObject, RegExp][] = [
      ['expired', () => web.signed({ validUntil: '2026-02-01T00:00:00Z' }), /valid until 1 February 2026/],
      ['not-yet-valid', () => web.signed({ validFrom: '2099-01-01T00:00:00Z' }), /1 January 2099/],
      ['revoked', () => web.revoked, /taken|revoked/],
      ['suspended', () => web.suspended, /on hold|suspended/],
      ['tampered', () => ({ ...web.valid, name: 'Sailing' }), /changed after/],
      ['unsigned', () => openBadge(web.issuer.id), /no signature/i],
      [
        'unknown-issuer',
        async () => {
          const nobody = await didWebIssuer(new Network(), 'gone.example.com')
          return nobody.sign(openBadge(nobody.id))
        },
        /could not be/i,
      ],
      [
        'not-checked',
        () => web.signed({ credentialStatus: bitstringEntry('https://gone.example.com/list', 3) }),
        /Could not be fully checked/i,
      ],
      [
        'unsupported',
        () => ({
          ...web.valid,
          proof: asArray(web.valid.proof).map((proof) => ({
            ...(proof as JsonObject),
            cryptosuite: 'made-up-2031',
          })),
        }),
        /does not know/,
      ],
      [
        'issuer-mismatch',
        async () => {
          const other = await didWebIssuer(web.network, 'someone-else.example.com')
          return web.issuer.sign(openBadge(other.id))
        },
        /somebody else/,
      ],
    ]
    it.each(cases)('%s', async (expected, credential, sentence) => {
      face.allow(/net::ERR_FAILED/)
      await open()
      await submit(text(await credential()))
      expect(await state()).toBe(expected)
      expect(await page.textContent('.verdict-sentence')).toMatch(sentence)
      expect(await page.$$('.verdict .wreath'), 'the wreath is kept for valid').toHaveLength(0)
    })

    it('that one changed character makes a valid credential a changed one, and why', async () => {
      await open()
      await submit(text(web.valid))
      expect(await state()).toBe('valid')
      await submit(text(web.valid).replace('Rows a boat.', 'Rows a goat.'))
      await page.waitForSelector('.verdict[data-state=tampered]')
      const failed = page.locator('[data-outcome=failure] .check-reason')
      expect(await failed.first().textContent()).toMatch(/signature does not match/)
      expect(await page.textContent('.verdict-word')).toBe('Changed or forged')
    })

    it('where each fact came from: the browser itself, or the edge where the browser may not', async () => {
      await open()
      await submit(text(web.valid))
      await state()
      const sources = await page.$$eval('.sources li', (items) =>
        items.map(
          (item) => `${item.getAttribute('data-via')} ${item.querySelector('a')?.getAttribute('href')}`,
        ),
      )
      expect(sources).toContain(`network ${LIST_URL}`)
    })

    it('the verdict to screen readers, and moves the focus to it', async () => {
      await open()
      await submit(text(web.revoked))
      await state()
      expect(await page.textContent('#live')).toMatch(/^Result: Revoked\. /)
      expect(await page.evaluate('document.activeElement.className')).toBe('verdict-word')
    })

    it('whether the credential belongs to a person, on the device alone', async () => {
      const hashed = await web.signed({
        credentialStatus: bitstringEntry(LIST_URL, 3),
        credentialSubject: {
          ...(web.valid.credentialSubject as JsonObject),
          identifier: [
            {
              type: 'IdentityObject',
              identityType: 'emailAddress',
              hashed: false,
              identityHash: 'ada@example.org',
            },
          ],
        },
      })
      await open()
      await submit(text(hashed))
      expect(await state()).toBe('valid')
      const before = face.requests.length
      await page.fill('input[name=recipient]', 'eve@example.org')
      await page.press('input[name=recipient]', 'Enter')
      await page.waitForSelector('.answer[data-outcome=failure]')
      await page.fill('input[name=recipient]', 'ada@example.org')
      await page.press('input[name=recipient]', 'Enter')
      await page.waitForSelector('.answer[data-outcome=success]')
      expect(face.requests.slice(before).filter((url) => !url.includes('icons.svg'))).toEqual([])
    })
  })

  describe('shows hostile text as text', () => {
    it('never runs or loads what a credential says', async () => {
      const hostile = await web.signed({
        credentialStatus: bitstringEntry(LIST_URL, 3),
        credentialSubject: {
          id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000002',
          type: ['AchievementSubject'],
          achievement: {
            id: 'https://uni.example/achievements/1',
            type: ['Achievement'],
            name: '<img src=x onerror=alert(1)>',
            description: '<script>alert(1)</script>',
            criteria: {
              narrative:
                '<img src=https://tracker.example/a.png> ![x](https://tracker.example/b.png) [go](javascript:alert(1))',
            },
          },
        },
      })
      await open()
      await submit(text(hostile))
      expect(await state()).toBe('valid')
      await page.waitForSelector('.prose')
      expect(await page.textContent('.achievement h2')).toBe('<img src=x onerror=alert(1)>')
      expect(await page.$$('#report img, #report script')).toHaveLength(0)
      expect(await page.$$('a[href^="javascript"]')).toHaveLength(0)
      expect(face.requests.filter((url) => url.includes('tracker'))).toEqual([])
    })
  })

  describe('bad input gets a plain sentence at once', () => {
    it.each([
      ['a 50 MB file', () => file('huge.json', new Uint8Array(50_000_000)), /too large/],
      ['an empty file', () => file('empty.json', ''), /empty/],
      [
        'a photograph',
        () => file('photo.jpg', PHOTO, 'image/jpeg'),
        /Neither a credential nor a readable QR code/,
      ],
    ])('%s', async (_, given, sentence) => {
      await open()
      const { name, mimeType, buffer } = given()
      // Playwright carries no 50 MB to a file field; the page makes such a file itself.
      if (buffer.length < 1_000_000) await choose({ name, mimeType, buffer })
      else await dispatch({ type: 'drop', name, mime: mimeType, bytes: [], size: buffer.length })
      expect(await trouble()).toMatch(sentence)
      await face.expectAccessible('trouble')
      await submit(text(web.valid))
      expect(await state()).toBe('valid')
    })

    it.each([
      ['broken JSON', () => '{"@context": [', 'Not readable'],
      [
        'a credential nested 10,000 deep',
        () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
        'Not readable',
      ],
      ['something that is no credential', () => 'hello there', 'Not readable'],
      ['a private address', () => 'https://192.168.1.1/badge', 'Could not be opened'],
      ['an address of this machine', () => 'https://localhost/badge', 'Could not be opened'],
      ['plain http', () => 'http://example.com/badge', 'Could not be opened'],
    ])('%s', async (_, given, word) => {
      await open()
      const before = face.requests.length
      await submit(given())
      await state()
      expect(await page.textContent('.verdict-word')).toBe(word)
      expect((await page.textContent('.verdict-sentence'))?.length).toBeGreaterThan(20)
      expect(face.requests.slice(before).filter((url) => !url.startsWith(laurel.origin))).toEqual([])
    })

    it('a truncated PNG, and an SVG with a script', async () => {
      await open()
      await choose(file('cut.png', (await bakePng(pngOf(8, 8), text(web.valid))).slice(0, 120), 'image/png'))
      expect(await state()).toBe('malformed')
      await choose(
        file(
          'evil.svg',
          '<svg xmlns="http://www.w3.org/2000/svg"><script>window.ran = 1</script></svg>',
          'image/svg+xml',
        ),
      )
      await page.waitForSelector('.busy', { state: 'detached' })
      expect(await state()).toBe('malformed')
      expect(await page.evaluate('window.ran')).toBeUndefined()
    })

    it('a link that never answers can be stopped, and the page stays usable', async () => {
      await page.context().route('https://slow.example.com/**', () => undefined)
      await open()
      await submit('https://slow.example.com/badge')
      await page.click('.busy button')
      await page.waitForSelector('#report', { state: 'hidden' })
      await submit(text(web.valid))
      expect(await state()).toBe('valid')
    })
  })

  it('works by keyboard alone', async () => {
    await open()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip-link')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText(text(web.valid))
    await page.keyboard.press('Enter')
    expect(await state()).toBe('valid')
    // From the verdict, Tab reaches the checks; Enter opens one.
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate('document.activeElement.matches(".check > summary")')) break
    }
    await page.keyboard.press('Enter')
    expect(await page.$$('.check[open]')).toHaveLength(1)
  })

  it('reflows at 400 % zoom without sideways scrolling', async () => {
    await page.setViewportSize({ width: 320, height: 256 })
    await open()
    await submit(text(web.valid))
    await state()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  it('has the server check too, and says whether it agrees', async () => {
    await open()
    await submit(text({ ...web.valid, name: 'Sailing' }))
    await state()
    await page.click('text=Check on the server too')
    await page.waitForSelector('.notice')
    expect(await page.textContent('.notice')).toMatch(/server/)
    await face.expectAccessible('server')
  })

  it('speaks the visitor’s language, from right to left where it must', async () => {
    await open('/verify?lang=ar')
    await page.waitForSelector('html[dir=rtl]', { state: 'attached' })
    await submit(text(web.valid))
    expect(await state()).toBe('valid')
    await face.expectAccessible('Arabic')
    await face.screenshot('verdict-valid-ar')
    await page.selectOption('#language', 'de')
    await page.waitForSelector('html[lang=de][dir=ltr]', { state: 'attached' })
    await page.waitForSelector('.verdict-word:text-is("Gültig")')
  })
})

describeInBrowser('the verify page offline', () => {
  let laurel: RunningLaurel
  let browser: Browser
  let web: WebIssuer
  beforeAll(async () => {
    ;[laurel, browser, web] = await Promise.all([startLaurel(), launchChromium(), webIssuer()])
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
  })

  it('checks without a network once it was opened, and says that the status was not', async () => {
    const face = await openFace(browser)
    const { page } = face
    face.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/)
    await putOnWeb(page, web)
    await page.goto(`${laurel.origin}/verify`)
    await page.evaluate('navigator.serviceWorker.ready')
    const check = async () => {
      await page.fill('#given', JSON.stringify(web.valid))
      await page.click('#go')
      await page.waitForSelector('.verdict')
    }
    await check()
    expect(await page.getAttribute('.verdict', 'data-state')).toBe('valid')

    await page.context().setOffline(true)
    await page.reload()
    await check()
    expect(await page.getAttribute('.verdict', 'data-state')).toBe('not-checked')
    expect(await page.textContent('.verdict-sentence')).toMatch(/not checked since/)
    const proof = page.locator('[data-outcome]', { hasText: 'Signature' })
    expect(await proof.first().getAttribute('data-outcome')).toBe('success')
    await face.screenshot('offline-1280-light')
    face.expectQuiet()
    await face.close()
  })
})

/** Runs in the page: a paste or a drop of one file. */
const DISPATCH_FILE = `({ type, name, mime, bytes, size }) => {
  const transfer = new DataTransfer()
  transfer.items.add(new File([new Uint8Array(size ?? bytes)], name, { type: mime }))
  const event = type === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
    : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
  document.querySelector('main').dispatchEvent(event)
}`

/** A grey 8×8 JPEG. */
const PHOTO = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==',
  'base64',
)
