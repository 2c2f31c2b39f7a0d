/** Pages, pictures and files of issued credentials, through the application on real D1, KV and assets. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { extractFromPdf, unbakePng, unbakeSvg } from '../../worker/credential/bake/index.ts'
import { wording } from '../../worker/pages/language.ts'
import { loadCredential } from '../../worker/pages/load-credential.ts'
import { decodePng } from '../../worker/pages/picture/decode-png.ts'
import { prefersPage } from '../../worker/pages/representation.ts'
import { call, ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

const PAGE = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'Accept-Language': 'en-GB' }
const UNKNOWN = '/credentials/00000000-0000-4000-8000-000000000000'
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

let issuer: TestIssuer
let other: TestIssuer
let achievement = ''

beforeAll(async () => {
  issuer = await makeIssuer()
  other = await makeIssuer('Other Academy')
  achievement = await makeAchievement(issuer.token, {
    name: 'Web </script><script>alert(1)</script>',
    description: 'Builds "pages" & <b>more</b>.',
    criteria: { narrative: 'Did **it**.\n\n<img src=x onerror=alert(1)>\n\n[no](javascript:alert(1))' },
    suspendable: true,
  })
})

async function issue(body: object = {}): Promise<string> {
  const recipient = { email: 'ada@example.org', name: 'Ada Learner' }
  const { body: issued } = await call('POST', '/v1/credentials', {
    token: issuer.token,
    body: { achievementId: achievement, recipient, ...body },
  })
  return new URL(issued.url).pathname
}

const bytesOf = async (path: string) => {
  const response = await exports.default.fetch(new Request(ORIGIN + path))
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  }
}
const page = (path: string, headers: Record<string, string> = {}) =>
  call('GET', path, { headers: { ...PAGE, ...headers } })
const stateOf = (html: string) => /class="verdict" data-state="([\w-]+)"/.exec(html)?.[1]
const change = async (path: string, verb: string, reason?: string) => {
  const id = path.split('/').at(-1)
  await call('POST', `/v1/credentials/${id}/${verb}`, {
    token: issuer.token,
    body: reason === undefined ? {} : { reason },
  })
}

describe('the page of a credential', () => {
  test('shows the verdict of a verification, under a policy without inline script or style', async () => {
    const path = await issue()
    const { status, headers, body } = await page(path)
    expect(status).toBe(200)
    expect(stateOf(body)).toBe('valid')
    expect(body).toContain('who control laurel.example')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(body).not.toMatch(/ style="|<style| on\w+="/)
  })

  test('escapes every word of the credential, also in the structured data', async () => {
    const { body } = await page(await issue())
    expect(body).not.toContain('<script>alert')
    expect(body).not.toContain('<img src=x')
    expect(body).not.toContain('href="javascript:')
    expect(body).toContain('data-markdown><p class="plain">Did **it**.')
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)?.[1] ?? ''
    expect(JSON.parse(data)).toMatchObject({ '@type': 'EducationalOccupationalCredential' })
  })

  test('says at once that it was revoked, when and why, and offers it no longer for sharing', async () => {
    const path = await issue()
    await change(path, 'revoke', 'The exam was <i>repeated</i>.')
    const { body } = await page(path)
    expect(stateOf(body)).toBe('revoked')
    expect(body.indexOf('class="verdict"')).toBeLessThan(body.indexOf('<h1'))
    expect(body).toContain('The exam was &lt;i&gt;repeated&lt;/i&gt;.')
    expect(body).toMatch(/took this credential back on \d+ \w+ \d{4}/)
    expect(body).not.toContain('linkedin.com/profile/add')
  })

  test('tells suspended, reinstated and expired apart', async () => {
    const path = await issue()
    await change(path, 'suspend', 'Under review.')
    expect(stateOf((await page(path)).body)).toBe('suspended')
    await change(path, 'reinstate')
    await expect.poll(async () => stateOf((await page(path)).body), { timeout: 20_000 }).toBe('valid')
    const old = await issue({ validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z' })
    expect(stateOf((await page(old)).body)).toBe('expired')
  })

  test('is verified as the API verifies: by our own published bit, and with the registries that are configured', async () => {
    const path = await issue()
    const deps = createDeps(env)
    const asked: string[] = []
    const registry = { type: 'local', name: 'Register of Academies', issuers: [issuer.did] }
    const loaded = await loadCredential(
      {
        ...deps,
        env: { ...env, TRUST_REGISTRIES: JSON.stringify([registry]) },
        readOwnStatus: (reference) => {
          asked.push(reference.url)
          return deps.readOwnStatus(reference)
        },
      },
      path.split('/').at(-1) ?? '',
      wording('en'),
    )
    if (!loaded.found) throw new Error(loaded.absence)
    const { verdict, checks } = loaded.view.report
    expect(verdict).toBe('valid')
    expect(asked.length).toBeGreaterThan(0)
    expect(checks.find(({ id }) => id === 'registry')).toMatchObject({
      outcome: 'success',
      facts: { registries: ['Register of Academies'] },
    })
  })

  test('is not green where the database says active and the signature does not hold', async () => {
    const path = await issue()
    const { env } = await import('cloudflare:workers')
    await env.DB.prepare(
      `UPDATE credentials SET embedded_proof_text = replace(embedded_proof_text, 'Ada Learner', 'Eve Learner') WHERE id = ?1`,
    )
      .bind(path.split('/').at(-1))
      .run()
    expect(stateOf((await page(path)).body)).toBe('tampered')
  })

  test('leaves the signed forms to programs, and gives the page to makers of previews', async () => {
    const path = await issue()
    expect((await call('GET', path)).headers.get('content-type')).toContain('application/vc')
    expect((await call('GET', path, { headers: { Accept: 'application/json' } })).body.type).toContain(
      'OpenBadgeCredential',
    )
    expect(
      (await call('GET', path, { headers: { Accept: '*/*', 'User-Agent': 'Twitterbot/1.0' } })).body,
    ).toContain('og:title')
    expect(prefersPage('application/vc, text/html;q=0.5')).toBe(false)
    expect(prefersPage('text/html;q=0.1, application/vc;q=0.9')).toBe(false)
    expect(prefersPage(undefined)).toBe(false)
  })

  test('speaks the language that is asked for, from right to left where it is written so', async () => {
    const path = await issue()
    const word = (body: string) => /id="verdict-word">([^<]+)</.exec(body)?.[1]
    for (const [language, direction, valid] of [
      ['es', 'ltr', 'Válida'],
      ['fr-CA', 'ltr', 'Valide'],
      ['de-AT', 'ltr', 'Gültig'],
      ['pt-BR', 'ltr', 'Válida'],
      ['ar', 'rtl', 'صالحة'],
      ['zh-Hans', 'ltr', '有效'],
      ['tlh', 'ltr', 'Valid'],
    ] as const) {
      const { body } = await page(path, { 'Accept-Language': `${language}, en;q=0.5` })
      expect(body).toContain(`dir="${direction}"`)
      expect([language, word(body)]).toEqual([language, valid])
    }
    expect(word((await page(`${path}?lang=de`)).body)).toBe('Gültig')
  })

  test('answers an unknown or broken address with a page that helps', async () => {
    for (const path of [UNKNOWN, '/credentials/abc', '/credentials/%E0%A4%A']) {
      const { status, body } = await page(path)
      expect(status).toBe(404)
      expect(body).toContain('There is no credential at this address')
      expect(body).toContain('href="/verify"')
    }
    expect((await call('GET', UNKNOWN)).body.code).toBe('not-found')
  })
})

describe('who may see it', () => {
  test('is unlisted at first: not for search engines, and its previews do not name the holder', async () => {
    const { body } = await page(await issue())
    const head = body.slice(0, body.indexOf('</head>'))
    expect(head).toContain('<meta name="robots" content="noindex">')
    expect(head).not.toContain('Ada')
  })

  test('names the holder in previews once the holder made it public', async () => {
    const path = await issue()
    const id = path.split('/').at(-1)
    const { body: link } = await call('POST', `/v1/credentials/${id}/holder-link`, {
      token: issuer.token,
      body: {},
    })
    const holder = new URL(link.holderUrl)
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const claimed = await call('POST', holder.pathname + holder.search, { body: 'claim=yes', headers: form })
    expect(claimed.body).toContain('Who may see your credential?')
    const saved = await call('POST', holder.pathname + holder.search, {
      body: 'visibility=public',
      headers: { ...PAGE, 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(saved.body).toContain('The page is now: Public.')
    const { body } = await page(path)
    expect(body).toContain('issued by Example Academy to Ada Learner.')
    expect(body).not.toContain('name="robots"')
  })

  test('shows nothing once the holder withdrew it: no page, no data, no picture', async () => {
    const path = await issue()
    const id = path.split('/').at(-1)
    await call('PUT', `/v1/credentials/${id}/page`, {
      token: issuer.token,
      body: { visibility: 'withdrawn' },
    })
    const withdrawn = await page(path)
    expect(withdrawn.status).toBe(410)
    expect(withdrawn.body).not.toContain('Ada')
    for (const form of ['', '.json', '.jwt', '.png', '.svg', '/image', '/og.png', '/qr.svg', '/badge.svg'])
      expect([form, (await call('GET', path + form)).status]).toEqual([form, 410])
    expect((await page(`${path}/embed`)).status).toBe(410)
    expect((await call('GET', `/oembed?url=${encodeURIComponent(ORIGIN + path)}`)).status).toBe(410)
    expect((await call('GET', `/v1/credentials/${id}`, { token: issuer.token })).status).toBe(200)
  })

  test('refuses a wrong, an old, or another credential’s holder key with one and the same page', async () => {
    const path = await issue()
    const id = path.split('/').at(-1)
    const linkOf = async (credential: string, body: object) =>
      new URL(
        (await call('POST', `/v1/credentials/${credential}/holder-link`, { token: issuer.token, body })).body
          .holderUrl,
      )
    const old = await linkOf(id ?? '', {})
    const renewed = await linkOf(id ?? '', { renew: true })
    const foreign = await linkOf((await issue()).split('/').at(-1) ?? '', {})
    expect((await page(`${path}/holder${renewed.search}`)).status).toBe(200)
    for (const search of ['', '?key=', '?key=x', old.search, foreign.search]) {
      const refused = await page(`${path}/holder${search}`)
      expect(refused.status).toBe(404)
      expect(refused.body).toContain('This link does not open anything')
      const post = await call('POST', `${path}/holder${search}`, {
        body: 'visibility=public',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      })
      expect(post.status).toBe(404)
    }
    expect((await page(`${UNKNOWN}/holder?key=x`)).status).toBe(404)
  })

  test('an issuer decides on its own credentials alone', async () => {
    const id = (await issue()).split('/').at(-1)
    for (const [method, path, body] of [
      ['GET', 'page', undefined],
      ['PUT', 'page', { visibility: 'public' }],
      ['POST', 'holder-link', {}],
    ] as const)
      expect((await call(method, `/v1/credentials/${id}/${path}`, { token: other.token, body })).status).toBe(
        404,
      )
    const { status, body } = await call('PUT', `/v1/credentials/${id}/page`, {
      token: issuer.token,
      body: { visibility: 'secret' },
    })
    expect([status, body.errors[0].pointer]).toEqual([422, '/visibility'])
  })
})

describe('files of a credential', () => {
  test('PNG and SVG carry the credential exactly as it was signed', async () => {
    const path = await issue()
    const signed = (await bytesOf(`${path}.json`)).bytes
    const text = new TextDecoder().decode(signed)
    const png = await bytesOf(`${path}.png`)
    expect(png.headers.get('content-disposition')).toMatch(
      /^attachment; filename="credential-[0-9a-f]{8}\.png"$/,
    )
    expect(await unbakePng(png.bytes)).toMatchObject({ ok: true, texts: [text] })
    const svg = await bytesOf(`${path}.svg`)
    expect(unbakeSvg(new TextDecoder().decode(svg.bytes))).toMatchObject({ ok: true, texts: [text] })
  })

  test('the certificate comes in A4 and Letter, carries the credential, and takes names in every script', async () => {
    for (const name of ['Ada Learner', '王小明', 'ليلى أحمد', 'डेटा', '👩‍🚀', 'x'.repeat(200)]) {
      const path = await issue({ recipient: { email: 'ada@example.org', name } })
      const text = new TextDecoder().decode((await bytesOf(`${path}.json`)).bytes)
      const pdf = await bytesOf(`${path}.pdf`)
      expect(pdf.status).toBe(200)
      expect(await extractFromPdf(pdf.bytes)).toMatchObject({ ok: true, texts: [text] })
    }
    const path = await issue()
    for (const file of ['pdf', 'png', 'svg', 'json'])
      expect((await call('GET', `${path}.${file}`, { headers: { Accept: 'text/html,*/*' } })).status).toBe(
        200,
      )
    const sizeOf = async (query: string, language = 'de') => {
      const request = new Request(`${ORIGIN}${path}.pdf${query}`, {
        headers: { 'Accept-Language': language },
      })
      const { PDFDocument } = await import('@cantoo/pdf-lib')
      const bytes = await (await exports.default.fetch(request)).arrayBuffer()
      return Math.round((await PDFDocument.load(bytes)).getPage(0).getWidth())
    }
    expect([
      await sizeOf(''),
      await sizeOf('?paper=letter'),
      await sizeOf('', 'en-US'),
      await sizeOf('?paper=a4', 'en-US'),
    ]).toEqual([842, 792, 792, 842])
  })

  test('the issuer’s own picture is shown and baked, a default one made where it gave none', async () => {
    const own = await makeAchievement(issuer.token, {
      name: 'With picture',
      description: 'd',
      criteria: { narrative: 'c' },
      image: { url: PIXEL },
    })
    const path = await issue({ achievementId: own })
    expect((await bytesOf(`${path}/image`)).headers.get('content-type')).toBe('image/png')
    expect(await decodePng((await bytesOf(`${path}.png`)).bytes)).toMatchObject({ width: 1, height: 1 })
    const without = await bytesOf(`${await issue()}/image`)
    expect(without.headers.get('content-type')).toBe('image/svg+xml')
    expect(without.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('the picture for link previews is 1200 × 630, and the badge for letters a PNG', async () => {
    const path = await issue()
    expect(await decodePng((await bytesOf(`${path}/og.png`)).bytes)).toMatchObject({
      width: 1200,
      height: 630,
    })
    expect(await decodePng((await bytesOf(`${path}/image.png`)).bytes)).toMatchObject({
      width: 512,
      height: 512,
    })
  })

  test('the live badge says the state in words and is kept for a minute', async () => {
    const path = await issue()
    const good = await call('GET', `${path}/badge.svg`)
    expect(good.headers.get('cache-control')).toBe('public, max-age=60, s-maxage=60')
    expect(good.body).toContain('>valid</text>')
    // In the language that its embedder names; not in each visitor's, since one copy is kept for all.
    expect((await call('GET', `${path}/badge.svg?lang=fr`)).body).toContain('>Valide</text>')
    const german = await call('GET', `${path}/badge.svg`, { headers: { 'Accept-Language': 'de' } })
    expect(german.body).toContain('>valid</text>')
    await change(path, 'revoke')
    expect((await call('GET', `${path}/badge.svg?lang=ar`)).body).toContain('>ملغاة</text>')
    // Why, in the visitor's language too: not only the word above it.
    const reasons = (await page(`${path}?lang=es`)).body.match(/check-reason">[^<]*/g) ?? []
    expect(reasons.join()).toContain('revocad')
    expect((await call('GET', `${path}/badge.svg`)).body).toContain('>revoked</text>')
    const missing = await call('GET', `${UNKNOWN}/badge.svg`)
    expect([missing.status, missing.body.includes('>not found</text>')]).toEqual([404, true])
    expect((await call('GET', `${UNKNOWN}/badge.svg?lang=zh`)).body).toContain('>未找到</text>')
  })

  test('oEmbed answers for credentials of this deployment alone', async () => {
    const path = await issue()
    const ask = (url: string, more = '') => call('GET', `/oembed?url=${encodeURIComponent(url)}${more}`)
    expect((await ask(ORIGIN + path, '&maxwidth=300&format=json')).body).toMatchObject({
      version: '1.0',
      type: 'rich',
      width: 300,
    })
    for (const url of [
      '',
      'https://elsewhere.example/credentials/1',
      `${ORIGIN}/issuers/1`,
      ORIGIN + UNKNOWN,
    ])
      expect((await ask(url)).status).toBe(404)
    expect((await ask(ORIGIN + path, '&format=xml')).status).toBe(406)
  })

  test('the card for frames may be framed by all, and needs no script', async () => {
    const { headers, body } = await page(`${await issue()}/embed`)
    expect(headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(body).not.toContain('<script')
    expect(body).toContain('data-state="valid"')
  })
})

describe('how an issuer’s credentials look', () => {
  test('colours and the LinkedIn page are the issuer’s to set, and checked', async () => {
    const { id, token } = issuer
    const put = (body: object, as = token) =>
      call('PUT', `/v1/issuers/${id}/presentation`, { token: as, body })
    expect((await put({ groundColour: 'red' })).status).toBe(422)
    expect((await put({ groundColour: '#112233' }, other.token)).status).toBe(404)
    expect((await put({ groundColour: '#112233', linkedInOrganizationId: '1035' })).status).toBe(200)
    expect((await call('GET', `/v1/issuers/${id}/presentation`, { token })).body.groundColour).toBe('#112233')
    const path = await issue()
    expect((await call('GET', `${path}/image`)).body).toContain('fill="#112233"')
    expect((await page(path)).body).toContain('organizationId=1035')
    await put({})
  })
})
