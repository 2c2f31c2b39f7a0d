/** Scanning a QR code with a camera: Chromium's fake one films our own drawing of the code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { encodeQR } from 'qr'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  describeInBrowser,
  type Face,
  launchChromium,
  openFace,
  type RunningLaurel,
  startLaurel,
} from '../support/browser.ts'
import { ISSUER_HOST, putOnWeb, type WebIssuer, webIssuer } from '../support/browser-issuer.ts'

const BADGE_URL = `https://${ISSUER_HOST}/badges/1`

/** Stands in for the detector that some browsers have and Chromium on Linux has not; it sees one code everywhere. */
const DETECTOR = `window.BarcodeDetector = class {
  static getSupportedFormats = async () => ['qr_code']
  detect = async () => [{ rawValue: ${JSON.stringify(BADGE_URL)} }]
}`

/** A film of one frame, YUV4MPEG2: the code, dark on light, in the middle of a room that is grey. */
function filmOf(text: string): Buffer {
  const [width, height] = [640, 480]
  const code = encodeQR(text, 'raw', { border: 4 })
  const scale = Math.floor((height * 0.8) / code.length)
  const [left, top] = [(width - code.length * scale) >> 1, (height - code.length * scale) >> 1]
  const luma = Buffer.alloc(width * height, 120)
  for (const [row, modules] of code.entries()) {
    for (const [column, isDark] of modules.entries()) {
      for (let y = 0; y < scale; y++) {
        const at = (top + row * scale + y) * width + left + column * scale
        luma.fill(isDark ? 16 : 235, at, at + scale)
      }
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)])
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`), frame, frame])
}

describeInBrowser('the camera', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'laurel-camera-'))
  let laurel: RunningLaurel
  let browser: Browser
  let web: WebIssuer
  beforeAll(async () => {
    const film = path.join(folder, 'code.y4m')
    writeFileSync(film, filmOf(BADGE_URL))
    ;[laurel, browser, web] = await Promise.all([
      startLaurel(),
      launchChromium([
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ]),
      webIssuer(),
    ])
    web.network.answer(BADGE_URL, web.valid, { contentType: 'application/vc' })
  })
  afterAll(async () => {
    await browser?.close()
    await laurel?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function scan(face: Face): Promise<void> {
    await putOnWeb(face.page, web)
    await face.page.goto(`${laurel.origin}/verify`)
    await face.page.click('#scan')
    await face.page.waitForSelector('.verdict[data-state=valid]', { timeout: 20_000 })
    expect(await face.page.inputValue('#given')).toBe(BADGE_URL)
    expect(await face.page.locator('.scanner').count(), 'the scanner is closed').toBe(0)
  }
  const asked = (face: Face, part: string) => face.requests.filter((url) => url.includes(part))

  it('reads a code by the library where the browser has no detector, and lets the camera go', async () => {
    const face = await openFace(browser, { serviceWorkers: 'block', permissions: ['camera'] })
    // Every track that was handed out must be stopped in the end: the lamp of the camera goes out.
    await face.page.addInitScript({
      content: `window.tracks = []
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
        navigator.mediaDevices.getUserMedia = async (wanted) => {
          const stream = await open(wanted)
          tracks.push(...stream.getTracks())
          return stream
        }`,
    })
    await scan(face)
    expect(asked(face, '/decode-')).toHaveLength(1)
    expect(await face.page.evaluate('tracks.map(({ readyState }) => readyState)')).toEqual(['ended'])
    // Frames never leave the device.
    expect(
      face.requests.filter((url) => !url.startsWith(laurel.origin) && !url.includes(ISSUER_HOST)),
    ).toEqual([])
    face.expectQuiet()
    await face.close()
  })

  it('reads it by the browser’s own detector where there is one, and loads no library', async () => {
    const face = await openFace(browser, { serviceWorkers: 'block', permissions: ['camera'] })
    await face.page.addInitScript({ content: DETECTOR })
    await scan(face)
    expect(asked(face, '/decode-')).toEqual([])
    face.expectQuiet()
    await face.close()
  })

  it('shows what it films, accessibly, until it is closed', async () => {
    const face = await openFace(browser, { serviceWorkers: 'block', permissions: ['camera'] })
    await face.page.addInitScript({ content: DETECTOR.replace(/\[\{.*\}\]/, '[]') })
    await face.page.goto(`${laurel.origin}/verify`)
    await face.page.click('#scan')
    await face.page.waitForSelector('.scanner video')
    await expect.poll(() => face.page.evaluate(`document.querySelector('video').videoWidth`)).toBe(640)
    await face.expectAccessible('scanner with a picture')
    await face.screenshot('scanner-filming-1280-light')
    await face.page.keyboard.press('Escape')
    await face.page.waitForSelector('.scanner', { state: 'detached' })
    face.expectQuiet()
    await face.close()
  })
})
