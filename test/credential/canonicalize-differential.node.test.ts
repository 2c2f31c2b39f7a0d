import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalize, canonicalizeFast } from '../../worker/credential/canonicalize/index.ts'
import { isBundledContext } from '../../worker/credential/contexts/bundled-urls.ts'
import { bundledContextUrls } from '../../worker/credential/contexts/index.ts'
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'
import { compare } from '../fuzz/differential.ts'
import { addToTermTables, compileRandomContexts } from '../fuzz/generate-context.ts'
import { generateDocument } from '../fuzz/generate-document.ts'
import { generateTermTables } from '../support/generate-term-tables.ts'

const V1 = 'https://www.w3.org/2018/credentials/v1'
const V2 = 'https://www.w3.org/ns/credentials/v2'
const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'

describe('the compiled term tables', () => {
  it('are what the compiler writes for the bundled contexts', () => {
    const file = new URL('../../worker/credential/contexts/term-tables.generated.ts', import.meta.url)
    expect(readFileSync(file.pathname, 'utf8')).toBe(generateTermTables())
  })

  it('know every bundled context', () => {
    expect(bundledContextUrls().filter((url) => !isBundledContext(url))).toEqual([])
  })
})

describe('both canonicalizers give what jsonld.js and rdf-canonize give', () => {
  it('on random documents', async () => {
    let fast = 0
    for (let seed = 1; seed <= 250; seed++) {
      const reference = seed % 8 === 0 ? 'always' : 'undecided'
      const { differences, compiled } = await compare(generateDocument(seed), { reference })
      expect(differences, `seed ${seed}`).toEqual([])
      if ('canonical' in compiled) fast++
    }
    // The comparison means something only while the compiled canonicalizer decides a good part of them.
    expect(fast).toBeGreaterThan(80)
  })

  it('on random documents of random contexts, compiled as if they were bundled', async () => {
    const contexts = compileRandomContexts(500, 1)
    const contextOf = (url: string) => contexts.get(url)
    let fast = 0
    for (let seed = 1; seed <= 250; seed++) {
      const document = generateDocument(seed, [...contexts.keys()])
      const { differences, compiled } = await compare(document, { reference: 'never', contextOf })
      expect(differences, `seed ${seed}`).toEqual([])
      if ('canonical' in compiled) fast++
    }
    expect(fast).toBeGreaterThan(50)
  })

  const subject = (credentialSubject: JsonValue): JsonObject => ({
    '@context': [V2, EXAMPLES],
    type: ['VerifiableCredential'],
    credentialSubject,
  })
  /** Found by fuzzing, or known to be hard. `fast`: decided by the compiled canonicalizer. */
  const CASES: [name: string, isFast: boolean, document: JsonObject][] = [
    ['a double, an integer, a great number', true, subject({ n: [1.5, 15, 1e21, 1e-7, 1.5e-7, -0, 0.1] })],
    ['booleans and nulls', true, subject({ a: true, b: null, c: [null, false] })],
    ['escapes', true, subject({ text: 'q" b\\ n\n r\r t\t f\f b\b d\u007f n\u0000 \u001f' })],
    ['an IRI with characters that are escaped', true, subject({ id: 'https://a.example/{x}|"`^' })],
    [
      'languages and datatypes',
      true,
      subject({
        a: [
          { '@value': 'x', '@language': 'DE-ch' },
          { '@value': 5, '@type': 'https://a.example/t' },
        ],
      }),
    ],
    ['an empty node', true, subject({ a: {} })],
    ['arrays in arrays', true, subject({ a: [['b', ['c']], []] })],
    ['two equal blank nodes', true, subject([{ a: 'x' }, { a: 'x' }])],
    [
      'a ring of blank nodes',
      true,
      subject({ id: '_:a', p: { id: '_:b', p: { id: '_:c', p: { id: '_:a' } } } }),
    ],
    [
      'a node met twice',
      true,
      subject([
        { id: 'urn:x', a: 'b' },
        { id: 'urn:x', a: ['b', 'c'] },
      ]),
    ],
    ['JSON null as a JSON literal', true, { '@context': [V2], type: 'JsonSchema', jsonSchema: null }],
    [
      'a JSON literal',
      true,
      { '@context': [V2], type: 'JsonSchema', jsonSchema: { b: [1e21, '€'], a: null } },
    ],
    ['a direction', false, subject({ a: { '@value': 'x', '@language': 'ar', '@direction': 'rtl' } })],
    ['a set object', false, subject({ a: { '@set': ['b'] } })],
    [
      'an inline context',
      false,
      { '@context': [V2, { hue: 'urn:hue' }], type: 'VerifiableCredential', hue: 'red' },
    ],
    ['an unknown term', false, { '@context': [V2], type: 'VerifiableCredential', hue: 'red' }],
    ['an unknown type', false, { '@context': [V2], type: ['VerifiableCredential', 'Hue'] }],
    ['a relative id', false, { '@context': [V2], type: 'VerifiableCredential', id: 'x' }],
    ['only an id', false, { '@context': [V2], id: 'urn:x' }],
    [
      'a type and its alias',
      false,
      { '@context': [V2], type: 'VerifiableCredential', '@type': 'VerifiableCredential' },
    ],
    [
      'an allowed value list (3.0.3)',
      true,
      { '@context': [V2, OB3], type: 'ResultDescription', allowedValue: ['b', 'a', 'b'] },
    ],
    ['an empty list', true, { '@context': [V2, OB3], type: 'ResultDescription', allowedValue: [] }],
    [
      'two contexts that define a protected term differently',
      false,
      { '@context': [V1, V2], type: 'VerifiableCredential' },
    ],
    [
      'a proof in its own graph',
      true,
      {
        '@context': [V2],
        type: 'VerifiableCredential',
        proof: { type: 'DataIntegrityProof', proofPurpose: 'assertionMethod' },
      },
    ],
    [
      "a term of a type's scope, used in a node within",
      false,
      { '@context': [V2, OB3], type: 'Achievement', criteria: { achievementType: 'Badge' } },
    ],
    [
      "a term of a property's scope, used in a node within a typed node",
      true,
      {
        '@context': [V2],
        type: 'VerifiableCredential',
        proof: { type: 'DataIntegrityProof', proofPurpose: { assertionMethod: 'urn:x' } },
      },
    ],
    [
      'a proof that says nothing',
      false,
      { '@context': [V2], type: 'VerifiableCredential', proof: { proofPurpose: null } },
    ],
    [
      'a type that is defined only within the scope of another',
      false,
      { '@context': [V1], type: ['VerifiableCredential', 'JsonSchemaValidator2018'] },
    ],
    [
      'a type by a prefix that only the scope of another type defines',
      true,
      {
        '@context': [V2, 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'],
        type: ['ClrSubject', 'obi:Thing'],
      },
    ],
    [
      'a proof that is only a reference',
      false,
      { '@context': [V2], type: 'VerifiableCredential', proof: 'urn:proof' },
    ],
  ]
  it.each(CASES)('on %s', async (_, isFast, document) => {
    const { differences, compiled } = await compare(document)
    expect(differences).toEqual([])
    expect('canonical' in compiled).toBe(isFast)
  })
})

describe('a context is not compiled', () => {
  const CASES: [name: string, context: JsonObject][] = [
    ['when a definition that nothing uses is an error', { a: 'urn:a', b: { '@type': '@id' } }],
    ['when a definition leads back to itself', { a: 'a:b' }],
    [
      'when a datatype uses the term as its prefix',
      { a: { '@id': 'urn:a:', '@prefix': true, '@type': 'a:b' } },
    ],
    ['when a keyword is a prefix', { a: { '@id': '@id', '@prefix': false } }],
    ['when a list is also a set', { a: { '@id': 'urn:a', '@container': ['@list', '@set'] } }],
    ['when it is of another version', { '@version': 1.2, a: 'urn:a' }],
    ['when a vocabulary uses a prefix', { '@vocab': 'a:b' }],
    [
      'when a scoped context uses a prefix before it defines it: one protected before would be an error',
      { a: { '@id': 'urn:a', '@context': { b: 'p:b', p: 'https://p.example/' } } },
    ],
    ['when a scoped context is named', { a: { '@id': 'urn:a', '@context': 'https://a.example/' } }],
  ]
  it.each(CASES)('%s', (_, context) => {
    const url = 'https://not-compiled.example/'
    expect(addToTermTables(new Map([[url, { '@context': context }]]))).toEqual([url])
  })
})

describe('where jsonld.js is not followed', () => {
  it('refuses a member named __proto__, which jsonld.js drops', async () => {
    const text = `{"@context":["${V2}"],"type":"VerifiableCredential","issuer":{"id":"urn:x","__proto__":{"a":1}}}`
    await expect(canonicalize(JSON.parse(text))).rejects.toMatchObject({ code: 'undefined-term' })
    const literal = `{"@context":["${V2}"],"type":"JsonSchema","jsonSchema":{"__proto__":{"a":1}}}`
    await expect(canonicalize(JSON.parse(literal))).rejects.toMatchObject({ code: 'undefined-term' })
  })

  it('orders by code point, as RDFC-1.0 says', () => {
    const document = { '@context': [V2, EXAMPLES], id: 'urn:x', tag: ['🏆', 'ＪＬＰＴ'] }
    const tags = canonicalizeFast(document)?.match(/"(.+)"/g)
    expect(tags).toEqual(['"ＪＬＰＴ"', '"🏆"'])
  })
})
