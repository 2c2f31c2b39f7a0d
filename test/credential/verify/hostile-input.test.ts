/** Everything a stranger can put there: bounded work, a report, never 'valid', never an exception. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../worker/credential/json.ts'
import { secureAsJwt } from '../../../worker/credential/proof/index.ts'
import { type VerifyContext, verifyCredential } from '../../../worker/credential/verify/index.ts'
import {
  bitstringEntry,
  bitstringList,
  didWebIssuer,
  Network,
  NOW,
  openBadge,
  type TestIssuer,
} from '../../support/issuer.ts'

const SEED = 20261123
const network = new Network()
const context: VerifyContext = { now: NOW, fetchDocument: network.fetchDocument }
const LIST = 'https://uni.example/status/1'

let uni: TestIssuer
let signed: JsonObject
let token: string

beforeAll(async () => {
  uni = await didWebIssuer(network, 'uni.example')
  network.answer(LIST, await bitstringList(uni, LIST))
  signed = await uni.sign(openBadge(uni.id, { credentialStatus: bitstringEntry(LIST, 9) }))
  token = await secureAsJwt(openBadge(uni.id), uni.signer)
})

const verify = (input: unknown) => verifyCredential(input, context)
const verdict = async (input: unknown) => (await verify(input)).verdict

test('what is attacked here is valid before it is', async () => {
  expect([await verdict(signed), await verdict(token)]).toEqual(['valid', 'valid'])
})

describe('JSON that readers could understand differently', () => {
  const text = () => JSON.stringify(signed)

  test.each<[string, () => string]>([
    ['the same key twice', () => text().replace('{', '{"name":"Flying",')],
    [
      'the same key twice, once escaped',
      () => text().replace('"name":"Rowing"', '"name":"Rowing","n\\u0061me":"Flying"'),
    ],
    ['__proto__', () => text().replace('{', '{"__proto__":{"verified":true},')],
    ['half a character', () => text().replace('Rowing', '\\ud800')],
    ['an integer that no double holds', () => text().replace('{', '{"n":12345678901234567890,')],
    ['an infinite number', () => text().replace('{', '{"n":1e999,')],
    ['a hundred thousand levels', () => '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a hundred thousand open braces', () => '{"a":'.repeat(100_000)],
    ['a million values', () => `[${'0,'.repeat(1_000_000)}0]`],
    ['a byte order mark and no more', () => '\uFEFF'],
  ])('%s is refused as malformed', async (_name, make) => {
    const report = await verify(make())
    expect([report.verdict, report.state]).toEqual(['invalid', 'malformed'])
    expect(report.checks[0]?.problems.length).toBeGreaterThan(0)
  })
})

describe('contexts that change what was signed', () => {
  const contexts = () => signed['@context'] as JsonValue[]

  test.each<[string, () => JsonValue]>([
    ['a protected term redefined', () => [...contexts(), { name: 'https://evil.example/name' }]],
    ['a context that unsets all', () => [...contexts(), null]],
    ['a remote context', () => [...contexts(), 'https://evil.example/context']],
    ['a remote import', () => [...contexts(), { '@import': 'https://evil.example/context' }]],
    ['a relative context', () => [...contexts(), '../context']],
    ['no context', () => []],
    ['a thousand contexts', () => Array.from({ length: 1000 }, () => 'https://www.w3.org/ns/credentials/v2')],
    [
      'deep contexts',
      () => [...contexts(), JSON.parse(`${'{"@context":'.repeat(50)}{}${'}'.repeat(50)}`) as JsonValue],
    ],
  ])('%s', async (_name, make) => {
    expect(await verdict({ ...signed, '@context': make() })).not.toBe('valid')
  })

  test('@vocab and @base add nothing: a term that they would define was not signed', async () => {
    for (const added of [{ '@vocab': 'https://evil.example/' }, { '@base': 'https://evil.example/' }]) {
      const changed = { ...signed, '@context': [...contexts(), added], salary: '1000000' }
      expect(await verdict(changed)).not.toBe('valid')
    }
  })

  test.each<[string, string, string, () => JsonValue]>([
    [
      'the status',
      'credentialStatus',
      'https://www.w3.org/2018/credentials#credentialStatus',
      () => bitstringEntry(LIST, 9),
    ],
    [
      'the end of validity',
      'validUntil',
      'https://www.w3.org/2018/credentials#validUntil',
      () => '2027-05-01T00:00:00Z',
    ],
  ])('another name for %s cannot hide it from its reader', async (_name, property, iri, value) => {
    const whole = await uni.sign(openBadge(uni.id, { [property]: value() }))
    expect(await verdict(whole)).toBe('valid')
    const { [property]: hidden, ...rest } = whole
    const type = property === 'validUntil' ? 'http://www.w3.org/2001/XMLSchema#dateTime' : '@id'
    const alias = { hidden: { '@id': iri, '@type': type } }
    const changed = {
      ...rest,
      '@context': [...(whole['@context'] as JsonValue[]), alias],
      hidden: hidden as JsonValue,
    }
    expect(await verdict(changed)).not.toBe('valid')
  })

  test('no context is fetched unasked', () => {
    expect(network.asked.filter((url) => url.startsWith('https://evil.example'))).toEqual([])
  })
})

describe('more than anyone needs', () => {
  const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)

  test('ten thousand status entries are not all looked at, and the status stays open', async () => {
    const before = network.asked.length
    const report = await verify(
      await uni
        .sign(
          openBadge(uni.id, {
            credentialStatus: many(10_000, 0).map((_, index) =>
              bitstringEntry(`https://uni.example/status/x${index}`, 1),
            ),
          }),
        )
        .catch(() => ({ ...signed, credentialStatus: many(10_000, bitstringEntry(LIST, 1)) })),
    )
    expect(report.verdict).not.toBe('valid')
    expect(network.asked.length - before).toBeLessThan(100)
  })

  test.each<[string, () => JsonObject]>([
    [
      'ten thousand proofs',
      () => ({ ...signed, proof: many(10_000, (signed.proof as JsonValue[])[0] as JsonValue) }),
    ],
    [
      'ten thousand subjects',
      () => ({ ...signed, credentialSubject: many(10_000, signed.credentialSubject as JsonValue) }),
    ],
    ['ten thousand types', () => ({ ...signed, type: many(10_000, 'VerifiableCredential') })],
    ['ten thousand endorsements', () => ({ ...signed, endorsement: many(10_000, signed) })],
    [
      'ten thousand schemas',
      () => ({
        ...signed,
        credentialSchema: many(10_000, { id: 'https://uni.example/s', type: 'JsonSchema' }),
      }),
    ],
    [
      'ten thousand related resources',
      () => ({
        ...signed,
        relatedResource: many(10_000, { id: 'https://uni.example/r', digestSRI: 'sha384-x' }),
      }),
    ],
    ['a megabyte of name', () => ({ ...signed, name: 'x'.repeat(1_000_000) })],
    [
      'five thousand levels, already parsed',
      () => ({ ...signed, evidence: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as JsonValue }),
    ],
  ])('%s', async (_name, make) => {
    const before = network.asked.length
    expect(await verdict(make())).not.toBe('valid')
    expect(network.asked.length - before).toBeLessThan(100)
  })

  test('a status list that a hundred credentials share is read once', async () => {
    const unzipped: string[] = []
    const Stream = DecompressionStream
    vi.stubGlobal(
      'DecompressionStream',
      class extends Stream {
        constructor(format: ConstructorParameters<typeof Stream>[0]) {
          unzipped.push(format)
          super(format)
        }
      },
    )
    const shared = await uni.sign(
      openBadge(uni.id, {
        credentialStatus: many(16, 0).map((_, index) => bitstringEntry(LIST, index)),
      }),
    )
    const report = await verify({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: many(10, shared),
    })
    vi.unstubAllGlobals()
    expect([report.verdict, unzipped]).toEqual(['valid', ['gzip']])
  })

  test('large schemas are applied up to a bound, and no further', async () => {
    const url = 'https://uni.example/large.json'
    network.answer(url, { allOf: many(4_000, { properties: { name: { type: 'string' } } }) })
    const promised = await uni.sign(
      openBadge(uni.id, { credentialSchema: many(6, { id: url, type: 'JsonSchema' }) }),
    )
    const report = await verify({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: many(10, promised),
    })
    const applied = report.nested.flatMap(({ checks }) => checks.filter(({ id }) => id === 'schema'))
    expect(applied[0]?.outcome).toBe('success')
    expect(applied.at(-1)).toMatchObject({ outcome: 'indeterminate', critical: false })
  })

  test('a list that leads back to itself, and a presentation full of itself, end', async () => {
    const url = 'https://uni.example/status/self'
    network.answer(
      url,
      await bitstringList(uni, url, { changes: { credentialStatus: bitstringEntry(url, 1) } }),
    )
    const report = await verify(
      await uni.sign(openBadge(uni.id, { credentialStatus: bitstringEntry(url, 1) })),
    )
    expect(report.checks.some(({ id }) => id === 'status')).toBe(true)
  })
})

describe('anything at all', () => {
  test('arbitrary JSON in place of any member is never valid and never throws', async () => {
    const members = Object.keys(signed)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 3 }), async (member, value) => {
        if (JSON.stringify(value) === JSON.stringify(signed[member])) return
        const report = await verify({ ...signed, [member]: value as JsonValue })
        expect(report.verdict).not.toBe('valid')
        expect(report.sentence.text.length).toBeGreaterThan(0)
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  test('a member taken away, anywhere, is never valid', async () => {
    for (const pointer of pointersOf(signed)) {
      expect([pointer, await verdict(without(signed, pointer))]).not.toEqual([pointer, 'valid'])
    }
  })

  test('one changed character of a token is never valid', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom(...'AZaz09-_.~'),
        async (at, character) => {
          if (token[at] === character) return
          expect(await verdict(token.slice(0, at) + character + token.slice(at + 1))).not.toBe('valid')
        },
      ),
      { seed: SEED, numRuns: 60 },
    )
  })

  test('arbitrary bytes are never valid and never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await verdict(bytes)).not.toBe('valid')
      }),
      { seed: SEED, numRuns: 60 },
    )
  })
})

function pointersOf(value: JsonValue, path: string[] = []): string[][] {
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    [...path, key],
    ...pointersOf(inner, [...path, key]),
  ])
}

function without(document: JsonObject, path: string[]): JsonObject {
  const copy = structuredClone(document)
  let holder: JsonObject = copy
  for (const key of path.slice(0, -1)) holder = holder[key] as JsonObject
  delete holder[path.at(-1) as string]
  return copy
}
