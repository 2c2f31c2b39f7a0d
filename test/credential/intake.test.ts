import vectors from 'virtual:vectors'
import * as fc from 'fast-check'
import { base64url } from 'jose'
import { describe, expect, test } from 'vitest'
import { bakePng, bakeSvg } from '../../worker/credential/bake/index.ts'
import type { FetchDocument, FetchFailureReason } from '../../worker/credential/fetch-document.ts'
import { nestedCredentials, readInput } from '../../worker/credential/intake/index.ts'
import { linkOnlyPlatform, shareUrlToCredentialUrl } from '../../worker/credential/intake/share-url.ts'

const badge = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  id: 'https://issuer.example/credentials/1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'https://issuer.example', type: ['Profile'], name: 'Example University' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    type: ['AchievementSubject'],
    id: 'did:example:learner',
    achievement: {
      id: 'urn:uuid:6a1f3b36-3e8e-4e1c-9a3e-0d3c2f6b7a10',
      type: ['Achievement'],
      name: 'Soil science',
      description: 'Reads a soil profile.',
      criteria: { narrative: 'Passed the field exam.' },
    },
  },
}

const token = (claims: string) =>
  [base64url.encode('{"alg":"ES256"}'), base64url.encode(claims), base64url.encode('not a signature')].join(
    '.',
  )

describe('ways in', () => {
  test('an object is kept as the very object received', async () => {
    const [item] = await readInput(badge)
    expect(item?.received).toBe(badge)
    expect(item).toMatchObject({
      container: 'json',
      envelope: 'json',
      format: 'openbadges-3.0',
      problems: [],
    })
  })

  test('JSON text and its UTF-8 bytes read the same', async () => {
    const text = `\ufeff\n${JSON.stringify(badge)}\n`
    const fromText = await readInput(text)
    expect(fromText[0]?.received).toEqual(badge)
    expect(await readInput(new TextEncoder().encode(text))).toEqual(fromText)
  })

  test('a compact token is kept as given; its claims are only for show', async () => {
    const jwt = token(JSON.stringify({ ...badge, iss: badge.issuer.id }))
    const [item] = await readInput(`  ${jwt}\n`)
    expect(item).toMatchObject({ container: 'jwt', envelope: 'jwt', received: jwt, format: 'openbadges-3.0' })
    expect(item?.document).toMatchObject({ id: badge.id })
  })

  test('a token quoted as a JSON string is the token', async () => {
    const jwt = token(JSON.stringify(badge))
    expect((await readInput(JSON.stringify(jwt)))[0]?.received).toBe(jwt)
  })

  test('a VC 1.1 token shows its vc claim with the registered claims in their places', async () => {
    const vc = { type: ['VerifiableCredential'], credentialSubject: { name: 'x' } }
    const [item] = await readInput(
      token(JSON.stringify({ iss: 'did:web:a.example', sub: 'did:x', jti: 'urn:1', nbf: 0, exp: 60, vc })),
    )
    expect(item?.document).toEqual({
      ...vc,
      id: 'urn:1',
      issuer: 'did:web:a.example',
      issuanceDate: '1970-01-01T00:00:00.000Z',
      expirationDate: '1970-01-01T00:01:00.000Z',
      credentialSubject: { id: 'did:x', name: 'x' },
    })
  })
})

const UNREADABLE: [string, string | Uint8Array, string][] = [
  ['nothing', '  \n', 'input-empty'],
  ['prose', 'my badge please', 'input-not-recognised'],
  ['bytes of no known kind', new Uint8Array([0xff, 0xfe, 0x00, 0x80]), 'input-not-recognised'],
  ['a list of numbers', '[1,2]', 'input-not-recognised'],
  ['JSON cut short', '{"@context":', 'json-syntax'],
  ['a duplicate key', '{"id":"a","id":"b"}', 'json-duplicate-key'],
  ['a duplicate key inside a token', token('{"iss":"a","iss":"b"}'), 'json-duplicate-key'],
  ['a token whose claims are no JSON', token('hello'), 'json-syntax'],
  ['a token whose claims are no object', token('[]'), 'not-a-token'],
  [
    'a token whose claims are not UTF-8',
    `e30.${base64url.encode(new Uint8Array([0x7b, 0xff, 0x7d]))}.AA`,
    'not-a-token',
  ],
  [
    'a badge class, which nobody was awarded',
    '{"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass","id":"x"}',
    'input-is-definition',
  ],
  ['more bytes than the limit', new Uint8Array(10 * 1024 * 1024 + 1), 'input-too-large'],
]

test.each(UNREADABLE)('what cannot be read says why: %s', async (_, input, code) => {
  const items = await readInput(input)
  expect(items).toMatchObject([{ received: null, document: null, problems: [{ code, severity: 'error' }] }])
})

describe('containers', () => {
  const jwt = token(JSON.stringify(badge))
  const enveloped = {
    '@context': [],
    type: 'EnvelopedVerifiableCredential',
    id: `data:application/vc+jwt,${jwt}`,
  }

  test.each([
    ['an array', [badge, jwt], [badge, jwt]],
    ['an Open Badges API answer', { credential: [badge], compactJwsString: [jwt] }, [badge, jwt]],
    ['a Badge Connect answer', { status: {}, assertions: [badge], signedAssertions: [jwt] }, [badge, jwt]],
    ['a badge for Badge Connect', { assertion: badge, signedAssertion: null }, [badge]],
    ['a VC API request', { verifiableCredential: badge, options: {} }, [badge]],
    ["a wallet's export", { credentials: [badge, enveloped] }, [badge, jwt]],
    [
      'a wrapper of two kinds',
      { credential: badge, results: [jwt], verifiableCredential: [badge] },
      [badge, jwt, badge],
    ],
    ['an enveloped credential', enveloped, [jwt]],
    ['an array of enveloped credentials', [enveloped], [jwt]],
  ])('%s gives what it holds', async (_, input, received) => {
    const items = await readInput(JSON.stringify(input))
    expect(items.map((item) => item.received)).toEqual(received)
    expect(items.every(({ format }) => format === 'openbadges-3.0')).toBe(true)
  })

  test('one unreadable member does not hide the others', async () => {
    const items = await readInput([badge, 1, { hello: 'world' }])
    expect(items.map(({ outcome }) => outcome)).toEqual(['success', 'failure', 'failure'])
  })

  test('a list without end is read up to the limit, and says so', async () => {
    const items = await readInput(Array.from({ length: 10_000 }, () => badge))
    expect(items).toHaveLength(101)
    expect(items.at(-1)).toMatchObject({ received: null, problems: [{ code: 'too-many-credentials' }] })
  })

  test('a presentation stays whole, and names what is nested in it', async () => {
    const presentation = {
      type: ['VerifiablePresentation'],
      verifiableCredential: [badge, enveloped, jwt, 7],
    }
    const [item] = await readInput(presentation)
    expect(item).toMatchObject({ format: 'presentation', received: presentation })
    expect(nestedCredentials(presentation)).toEqual([
      { pointer: '/verifiableCredential/0', received: badge },
      { pointer: '/verifiableCredential/1', received: jwt },
      { pointer: '/verifiableCredential/2', received: jwt },
    ])
  })

  test("a CLR's credentials are nested in its subject", () => {
    const clr = { type: ['ClrCredential'], credentialSubject: { verifiableCredential: [badge] } }
    expect(nestedCredentials(clr)).toEqual([
      { pointer: '/credentialSubject/verifiableCredential/0', received: badge },
    ])
  })
})

/** A host of a few documents; everything else is 404. Counts what was asked. */
function host(
  documents: Record<string, string | Uint8Array | FetchFailureReason | { status: number; body: string }>,
) {
  const asked: string[] = []
  const fetchDocument: FetchDocument = async ({ url }) => {
    asked.push(url)
    const found = documents[url]
    if (typeof found === 'string' && /^(unreachable|timeout|too-large|refused|offline)$/.test(found)) {
      return { ok: false, url, reason: found as FetchFailureReason }
    }
    const { status, body } =
      typeof found === 'object' && 'status' in found
        ? found
        : { status: found === undefined ? 404 : 200, body: found ?? '' }
    return {
      ok: true,
      url,
      status,
      contentType: 'text/plain',
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      fetchedAt: '2026-01-01T00:00:00Z',
      via: 'network' as const,
    }
  }
  return { fetchDocument, asked }
}

const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
)

describe('files', () => {
  test.each([
    ['png', bakePng(PIXEL, JSON.stringify(badge))],
    ['svg', bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"/>', JSON.stringify(badge))],
    ['svg', new TextEncoder().encode(bakeSvg('<svg/>', JSON.stringify(badge)))],
  ])('a baked %s gives the credential in it', async (container, file) => {
    expect(await readInput(file)).toMatchObject([{ container, received: badge, format: 'openbadges-3.0' }])
  })

  test('a picture baked with only a URL (Open Badges 1.x) is followed, once', async () => {
    const assertion = {
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://a.example/1',
    }
    const { fetchDocument } = host({
      'https://a.example/1': JSON.stringify(assertion),
      'https://a.example/2': 'https://a.example/1',
    })
    expect(await readInput(bakePng(PIXEL, 'https://a.example/1'), { fetchDocument })).toMatchObject([
      { received: assertion, format: 'openbadges-2.0', url: 'https://a.example/1' },
    ])
    expect(await readInput('https://a.example/2', { fetchDocument })).toMatchObject([
      { received: null, outcome: 'indeterminate', problems: [{ code: 'url-not-followed' }] },
    ])
  })
})

describe('links', () => {
  const url = 'https://issuer.example/credentials/1'
  const text = JSON.stringify(badge)

  test.each([
    ['JSON', text, 'url'],
    ['a token', token(text), 'url'],
    ['a baked picture', bakePng(PIXEL, text), 'png'],
    [
      'a page that embeds it',
      `<!doctype html><title>x</title><script type="application/ld+json">${text}</script>`,
      'page',
    ],
  ])('a link to %s', async (_, body, container) => {
    const { fetchDocument } = host({ [url]: body })
    const items = await readInput(` ${url} `, { fetchDocument })
    expect(items).toMatchObject([
      {
        container,
        format: 'openbadges-3.0',
        url,
        sources: [{ url, via: 'network', at: '2026-01-01T00:00:00Z' }],
      },
    ])
  })

  test('a page leads to its credential by link rel=alternate, the most telling type first', async () => {
    const page = `<!-- <link rel=alternate type="application/vc" href="/wrong"> --><!DOCTYPE html><html><head>
      <base href="https://issuer.example/base/">
      <script>document.write('<link rel="alternate" type="application/vc" href="/script">')</script>
      <link rel='alternate' type='application/json' href='../feed.json'>
      <LINK REL="nofollow Alternate" TYPE="application/vc; charset=utf-8" HREF="c.json?a=1&amp;b=2">
      <link rel="alternate" type="application/vc" href="javascript:alert(1)">
      <link rel="stylesheet" type="application/vc" href="/style"></head>`
    const target = 'https://issuer.example/base/c.json?a=1&b=2'
    const { fetchDocument, asked } = host({ [url]: page, [target]: text })
    expect(await readInput(url, { fetchDocument })).toMatchObject([
      { container: 'page', url: target, received: badge },
    ])
    expect(asked).toEqual([url, target])
  })

  test("a page's HTTP Link header leads to its credential too", async () => {
    const header =
      '</style.css>; rel=preload, </feed>; rel="alternate"; type="text/html", <c.jwt>; type="application/vc+jwt"; rel="self alternate"'
    const target = 'https://issuer.example/credentials/c.jwt'
    const { fetchDocument } = host({ [url]: '<html></html>', [target]: token(text) })
    const withHeader: FetchDocument = async (request) => {
      const answer = await fetchDocument(request)
      return answer.ok && request.url === url ? { ...answer, headers: { link: header } } : answer
    }
    expect(await readInput(url, { fetchDocument: withHeader })).toMatchObject([
      { container: 'page', url: target, envelope: 'jwt' },
    ])
  })

  test('pages that point at pages end, as only a link', async () => {
    const page = (n: number) => `<html><link rel="alternate" type="application/vc" href="/p${n}"></html>`
    const { fetchDocument, asked } = host({ [url]: page(1), 'https://issuer.example/p1': page(2) })
    const items = await readInput(url, { fetchDocument })
    expect(items).toMatchObject([
      { received: null, outcome: 'indeterminate', problems: [{ code: 'only-a-link' }] },
    ])
    expect(asked.length).toBeLessThanOrEqual(6)
  })

  test.each([
    ['unreachable', 'url-unreachable'],
    ['timeout', 'url-timeout'],
    ['too-large', 'url-too-large'],
    ['refused', 'url-refused'],
    ['offline', 'url-offline'],
  ] as const)('a host that is %s leaves it open', async (reason, code) => {
    const { fetchDocument } = host({ [url]: reason })
    expect(await readInput(url, { fetchDocument })).toMatchObject([
      {
        received: null,
        url,
        outcome: 'indeterminate',
        problems: [{ code, params: { host: 'issuer.example' } }],
      },
    ])
  })

  test.each([
    [404, 'url-not-found'],
    [410, 'url-gone'],
    [401, 'url-forbidden'],
    [500, 'url-status'],
  ])('status %i is told as what it is', async (status, code) => {
    const { fetchDocument } = host({ [url]: { status, body: 'x' } })
    expect(await readInput(url, { fetchDocument })).toMatchObject([
      { outcome: 'indeterminate', problems: [{ code }] },
    ])
  })

  test('410 with the stub that Credly leaves goes on to hosted verification', async () => {
    const { fetchDocument } = host({ [url]: { status: 410, body: '{"revoked":true}' } })
    expect(await readInput(url, { fetchDocument })).toMatchObject([
      { format: 'openbadges-2.0', received: { revoked: true }, url },
    ])
  })

  test('without a fetch port a link is named and left alone', async () => {
    expect(await readInput(url)).toMatchObject([{ problems: [{ code: 'url-not-followed' }] }])
  })

  test('a page pasted as text shows its embedded credential, or says that it has none', async () => {
    const page = `<html><script type="application/vc">${text}</script></html>`
    expect(await readInput(page)).toMatchObject([{ container: 'page', received: badge }])
    expect(await readInput('<html></html>')).toMatchObject([{ problems: [{ code: 'input-is-page' }] }])
  })
})

describe('share pages of platforms', () => {
  const uuid = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d'
  test.each([
    [
      `https://www.credly.com/badges/${uuid}/public_url`,
      `https://api.credly.com/v1/obi/v2/badge_assertions/${uuid}`,
    ],
    [`https://www.credly.com/badges/${uuid}`, `https://api.credly.com/v1/obi/v2/badge_assertions/${uuid}`],
    [
      `https://www.credly.com/earner/earned/badge/${uuid}`,
      `https://api.credly.com/v1/obi/v2/badge_assertions/${uuid}`,
    ],
    [
      'https://badges.parchment.com/public/assertions/P6Az-wGXTFCJIcxKqkeaLw?identity__email=a%40b.example',
      'https://api.badgr.io/public/assertions/P6Az-wGXTFCJIcxKqkeaLw',
    ],
    [
      'https://eu.badgr.com/public/assertions/P6Az-wGXTFCJIcxKqkeaLw',
      'https://api.eu.badgr.io/public/assertions/P6Az-wGXTFCJIcxKqkeaLw',
    ],
    [
      'https://www.edubadges.nl/public/assertions/a41jSgmsSh6Sa1xcVUku5Q',
      'https://api.edubadges.nl/public/assertions/a41jSgmsSh6Sa1xcVUku5Q',
    ],
    [`https://credly.com.evil.example/badges/${uuid}`, null],
    [`https://evil.example/https://www.credly.com/badges/${uuid}`, null],
    ['https://www.credly.com/users/somebody', null],
    ['javascript:alert(1)', null],
  ])('%s → %s', (share, credential) => {
    expect(shareUrlToCredentialUrl(share)).toBe(credential)
  })

  test.each([
    ['https://www.coursera.org/verify/ABCD1234EFGH', 'Coursera'],
    ['https://coursera.org/share/0123456789abcdef', 'Coursera'],
    [`https://www.linkedin.com/learning/certificates/${'a'.repeat(64)}`, 'LinkedIn Learning'],
    ['https://learn.microsoft.com/api/credentials/share/en-us/u/1?sharingId=2', 'Microsoft Learn'],
    ['https://www.skills.google/public_profiles/x/badges/1', 'Google Skills'],
    ['https://google.accredible.com/abc', 'Accredible'],
  ])('%s is only a link, and is not visited', async (share, platform) => {
    const { fetchDocument, asked } = host({})
    expect(linkOnlyPlatform(share)).toBe(platform)
    expect(await readInput(share, { fetchDocument })).toMatchObject([
      { outcome: 'indeterminate', problems: [{ code: 'only-a-link', params: { host: platform } }] },
    ])
    expect(asked).toEqual([])
  })
})

test('any bytes or text in: items, never an exception', async () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<html>',
      '<svg ',
      '{"credential":',
      '[',
      '"',
      'eyJ',
      '.',
      '~',
      'https://',
      '<!doctype html>',
      '<script type="application/vc">',
      '%PDF-',
      '/EmbeddedFile>>stream\n',
    ),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array(),
        fc.array(piece).map((parts) => parts.join('')),
      ),
      async (input) => {
        const items = await readInput(input)
        expect(items.length).toBeGreaterThan(0)
        for (const item of items) expect(item.received === null).toBe(item.outcome !== 'success')
      },
    ),
    { numRuns: 500 },
  )
})

describe.skipIf(!vectors)("other people's documents are recognised", () => {
  const FORMATS: [string, string][] = [
    ['vendors/credentials/credly-ob3.partly-reconstructed.json', 'openbadges-3.0'],
    ['vendors/credentials/openedx-obv3-course.unsigned.json', 'openbadges-3.0'],
    ['vendors/credentials/clr20-complex.json', 'clr-2.0'],
    ['vendors/credentials/credly-ob2-assertion.json', 'openbadges-2.0'],
    ['vendors/credentials/ob20-1edtech-basic-assertion.json', 'openbadges-2.0'],
    ['vendors/credentials/ob20-1edtech-simple.jwt', 'openbadges-2.0'],
    ['vectors/1edtech-spec/ob30-signed-eddsa-rdfc-2022.json', 'openbadges-3.0'],
  ]
  test.each(FORMATS)('%s', async (path, format) => {
    expect((await readInput(vectors?.[path] as string))[0]).toMatchObject({ format, problems: [] })
  })
})
