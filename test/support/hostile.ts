/** Requests as nobody should send them, from a seed: bodies made from a JSON Schema and bent, paths, queries, headers. Pure. */

export type Random = () => number

/** mulberry32. */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T
}

const nested = (depth: number): unknown => (depth === 0 ? {} : { a: [nested(depth - 1)] })

/** Values in the place of any other. */
export const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  9_007_199_254_740_991,
  '',
  ' ',
  '0',
  'null',
  '\u0000',
  'a\u0000b',
  '\u202e\u2066',
  '😀'.repeat(200),
  'x'.repeat(70_000),
  'a\r\nSet-Cookie: b=c',
  "'; DROP TABLE issuers; --",
  '%s%n{{7*7}}',
  '=HYPERLINK("https://evil.example")',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://[::1]/',
  'https://user:pass@host.example/',
  'http://',
  'did:web:',
  'did:key:z',
  'did:web:laurel.example%3A:x',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-01-01T00:00:00+23:59',
  '0001-01-01T00:00:00+23:59',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'a@b.c',
  `${'a'.repeat(64)}@${'b'.repeat(180)}.example`,
  'data:image/png;base64,AAAA',
  'data:image/svg+xml;base64,PHN2Zy8+',
  '/a/~2/~',
  [],
  {},
  [[]],
  [null],
  ['a', 1, {}],
  { toString: 1 },
  { constructor: { prototype: 1 }, hasOwnProperty: 1 },
  { length: 1e9 },
  nested(25),
  Array.from({ length: 600 }, (_, index) => index),
]

/** Segments of a path, as they stand in the address. */
export const HOSTILE_SEGMENTS: readonly string[] = [
  '%',
  '%zz',
  '%00',
  '%ff',
  '%2e%2e',
  '%2F',
  '%5c',
  'a%0d%0ab',
  '%F0%9F%98%80',
  '%ED%A0%80',
  'x'.repeat(6000),
  '%61'.repeat(2000),
  '__proto__',
  'constructor',
  '-1',
  "'or'1'='1",
  '*',
  '00000000-0000-0000-0000-000000000000',
  '00000000-0000-0000-0000-000000000000.json',
  '00000000-0000-0000-0000-000000000000.pdf',
]

export const HOSTILE_QUERIES: readonly string[] = [
  '%',
  '%zz=%zz',
  '=',
  '&&&',
  'a[]=1&a[]=2',
  '__proto__=1',
  'constructor=1&toString=2',
  'limit=0',
  'limit=-1',
  'limit=1e3',
  'limit=201',
  'limit=1&limit=2',
  'cursor=',
  'cursor=czA',
  'cursor=cy0x',
  'cursor=%00',
  'cursor=😀',
  'version=999999999',
  'version=-1',
  'version=%00',
  `lang=${'x'.repeat(3000)}`,
  'lang=../../x',
  'lang=%00',
  'lang=__proto__',
  'lang=constructor',
  'paper=letter&maxwidth=-1&maxheight=1e99',
  'url=%00&purpose=did-document',
  'url=https://laurel.example/credentials/&format=xml',
  'key=%ff',
  'key=',
  'statementId=%00',
  'statementId=a&voidedStatementId=b',
  'agent=%7B',
  'agent=null',
  'agent=%5B%5D',
  'agent=%7B%22mbox%22%3A1%7D',
  'since=x&until=y',
  'since=+275760-09-13T00:00:00.001Z',
  'limit=9999999999999999999999',
  'days=999',
  'state=__proto__',
  'recipient=%00',
  'learner=%ED%A0%80',
]

export const HOSTILE_HEADERS: readonly (readonly [string, string])[] = [
  ['Idempotency-Key', 'x'.repeat(256)],
  ['Idempotency-Key', 'a b'],
  ['Idempotency-Key', '\u00e9'],
  ['If-Match', '*'],
  ['If-Match', '"v99999999999"'],
  ['If-Match', 'W/"v1"'],
  ['If-None-Match', '*'],
  ['If-None-Match', `"${'x'.repeat(9000)}"`],
  ['Accept', 'text/html'],
  ['Accept', '*/*;q=abc, ;;,,/'],
  ['Accept', 'text/html;q=0, application/vc;q=0.1'],
  ['Accept', 'a/b,'.repeat(3000)],
  ['Accept', 'application/vc+jwt'],
  ['Accept-Language', 'x'.repeat(9000)],
  ['Accept-Language', 'en-*;q=1e9,__proto__,constructor'],
  ['Accept-Encoding', 'x;q=nonsense'],
  ['Content-Type', ''],
  ['Content-Type', 'application/json; charset=utf-16'],
  ['Content-Type', 'multipart/form-data'],
  ['Content-Type', 'multipart/form-data; boundary='],
  ['Content-Type', 'multipart/mixed; boundary=x'],
  ['Content-Type', 'application/x-www-form-urlencoded'],
  ['Content-Type', 'application/cloudevents-batch+json'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'application/pdf'],
  ['Content-Type', 'image/png'],
  ['Content-Type', 'application/vc+jwt'],
  ['Content-Encoding', 'gzip'],
  ['Content-Encoding', 'br'],
  ['Cookie', 'a=b; '.repeat(1500)],
  ['Authorization', 'Basic'],
  ['Authorization', 'Basic %%%'],
  ['Authorization', 'Basic AAAA'],
  ['Authorization', 'Bearer'],
  ['Authorization', `Bearer ${'x'.repeat(9000)}`],
  ['Authorization', 'Negotiate x'],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'http'],
  ['X-Request-Id', '<script>\u00e9'],
  ['X-Experience-API-Version', '1.0.3'],
  ['X-Experience-API-Version', '99'],
  ['webhook-id', 'x'],
  ['webhook-timestamp', 'NaN'],
  ['webhook-timestamp', '1e999'],
  ['webhook-signature', 'v1,'],
  ['WebHook-Request-Origin', '\u00e9'.repeat(400)],
  ['ce-specversion', '1.0'],
  ['CF-Connecting-IP', 'nonsense'],
  ['CF-Connecting-IP', '::ffff:1.2.3.4'],
  ['Range', 'bytes=0-0,1-1'],
  ['Origin', 'null'],
  ['User-Agent', 'Mozilla/5.0 \u00e9'],
]

/** Bodies that are nothing that anybody asked for. */
export function rawBodies(good: string): (string | Uint8Array)[] {
  return [
    '',
    ' ',
    'null',
    '0',
    '"x"',
    '[]',
    '{}',
    '[[[[',
    '{"a":',
    '{"a":1}{"a":1}',
    '\ufeff{}',
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"a":1,"a":2}',
    '{"a":1e400}',
    '{"a":"\\ud800"}',
    '{"a":"\\u0000"}',
    '['.repeat(50_000),
    `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
    `${'{"a":'.repeat(190)}1${'}'.repeat(190)}`,
    `[${'0,'.repeat(100_000)}0]`,
    good.slice(0, -1),
    good.slice(0, Math.floor(good.length / 2)),
    `${good}\u0000`,
    good.replace('{', '{"unknown":1,'),
    new Uint8Array([0xff, 0xfe, 0x00]),
    new Uint8Array([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3]),
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    '%PDF-1.7\n',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n',
    '--x\r\nContent-Type: application/json\r\n\r\n{}',
    'eyJhbGciOiJub25lIn0.e30.',
    'a=1&b=%zz&=&&',
  ]
}

type Json = Record<string, unknown>

/** A value that the schema describes, as well as this knows: patterns and refinements are missed at times, which is no harm. */
export function fromSchema(schema: unknown, components: Json, random: Random, depth = 0): unknown {
  if (typeof schema !== 'object' || schema === null) return 'x'
  const { $ref, enum: values, const: only, anyOf, oneOf, type, properties, items, required } = schema as Json
  if (typeof $ref === 'string')
    return fromSchema(components[$ref.split('/').at(-1) ?? ''], components, random, depth + 1)
  if (Array.isArray(values)) return pick(random, values)
  if (only !== undefined) return only
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) {
    const plain = choices.filter((choice) => (choice as Json).type !== 'null')
    const within = depth > 6 ? plain.slice(0, 1) : plain
    return fromSchema(pick(random, within), components, random, depth + 1)
  }
  if (type === 'object') {
    const names = Object.entries((properties ?? {}) as Json)
    const wanted = names.filter(
      ([name]) => (required as string[] | undefined)?.includes(name) || (depth < 6 && random() < 0.5),
    )
    return Object.fromEntries(
      wanted.map(([name, member]) => [name, fromSchema(member, components, random, depth + 1)]),
    )
  }
  if (type === 'array') return [fromSchema(items, components, random, depth + 1)]
  if (type === 'boolean') return random() < 0.5
  if (type === 'number' || type === 'integer') return Math.floor(random() * 100)
  return text(schema as Json, random)
}

function text({ format, pattern }: Json, random: Random): string {
  if (format === 'uuid') return crypto.randomUUID()
  if (format === 'uri') return pick(random, ['https://example.org/x', 'http://example.org', 'urn:x:y'])
  if (format === 'date-time') return pick(random, ['2026-05-03T10:00:00Z', '2026-05-03T10:00:00.5+02:00'])
  if (format === 'email') return 'ada@example.org'
  if (typeof pattern === 'string' && /\\d|0-9/.test(pattern)) return '7'
  return pick(random, [
    'x',
    'Ada Example',
    'en',
    'https://example.org/a.png',
    'did:key:z6Mk',
    '#1f3a5f',
    '/a/b',
  ])
}

/** The same with one or two of its values in bad hands. */
export function bent(value: unknown, random: Random): unknown {
  const copy = structuredClone(value)
  for (let times = random() < 0.3 ? 2 : 1; times > 0; times--) {
    const places: [holder: Json, key: string][] = []
    const walk = (at: unknown) => {
      if (typeof at !== 'object' || at === null || places.length > 400) return
      for (const [key, member] of Object.entries(at)) {
        places.push([at as Json, key])
        walk(member)
      }
    }
    walk(copy)
    if (places.length === 0) return pick(random, HOSTILE_VALUES)
    const [holder, key] = pick(random, places)
    const chance = random()
    if (chance < 0.1) delete holder[key]
    else if (chance < 0.18) holder[key] = [holder[key]]
    else if (chance < 0.24) holder[key] = { [key]: holder[key] }
    else if (chance < 0.3 && Array.isArray(holder[key]))
      holder[key] = Array.from({ length: 300 }, () => (holder[key] as unknown[])[0])
    else holder[key] = structuredClone(pick(random, HOSTILE_VALUES))
  }
  return copy
}
