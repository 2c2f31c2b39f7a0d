import vectors from 'virtual:vectors'
import { describe, expect, it } from 'vitest'
import { CanonicalizationError, canonicalizeNQuads } from '../../worker/credential/canonicalize/index.ts'

interface Entry {
  id: string
  type: string
  name: string
  action: string
  result?: string
  hashAlgorithm?: string
}

describe.skipIf(vectors === undefined)('the W3C test suite of RDFC-1.0', () => {
  const file = (path: string): string => vectors?.[`vectors/rdf-canon/${path}`] ?? ''
  const entries: Entry[] = vectors ? JSON.parse(file('manifest.jsonld')).entries : []
  const ofType = (type: string) => entries.filter((entry) => entry.type === `rdfc:${type}`)

  const algorithm = (name?: string) => (name === 'SHA384' ? 'SHA-384' : 'SHA-256')

  it('has its 86 cases', () => {
    expect(
      ['RDFC10EvalTest', 'RDFC10MapTest', 'RDFC10NegativeEvalTest'].map((type) => ofType(type).length),
    ).toEqual([64, 21, 1])
  })
  it.each(ofType('RDFC10EvalTest'))(
    '$id $name: the canonical form',
    ({ action, result = '', hashAlgorithm }) => {
      expect(canonicalizeNQuads(file(action), algorithm(hashAlgorithm)).lines.join('')).toBe(file(result))
    },
  )
  it.each(ofType('RDFC10MapTest'))(
    '$id $name: the issued identifiers',
    ({ action, result = '', hashAlgorithm }) => {
      expect(Object.fromEntries(canonicalizeNQuads(file(action), algorithm(hashAlgorithm)).labels)).toEqual(
        JSON.parse(file(result)),
      )
    },
  )
  it.each(ofType('RDFC10NegativeEvalTest'))('$id $name: is refused', ({ action }) => {
    expect(() => canonicalizeNQuads(file(action))).toThrow(CanonicalizationError)
  })
})

describe('canonicalizing N-Quads', () => {
  it('orders by code point, where UTF-16 would order otherwise', () => {
    const line = (value: string) => `<urn:s> <urn:p> "${value}" .\n`
    const [fullwidth, emoji] = [line('ＪＬＰＴ'), line('🏆')]
    expect([emoji, fullwidth].sort()[0]).toBe(emoji)
    expect(canonicalizeNQuads([emoji, fullwidth]).lines).toEqual([fullwidth, emoji])
  })

  it('takes a repeated statement once', () => {
    const lines = [
      '<urn:s> <urn:p> "a\\u0062" .',
      '<urn:s> <urn:p> "ab"^^<http://www.w3.org/2001/XMLSchema#string> .',
    ]
    expect(canonicalizeNQuads(lines).lines).toEqual(['<urn:s> <urn:p> "ab" .\n'])
  })

  it('labels two graphs that say the same, as when one credential stands twice in a presentation', () => {
    const graph = (name: string, node: string) => [
      `<urn:presentation> <urn:holds> _:${name} .\n`,
      `<urn:credential> <urn:proves> _:${node} _:${name} .\n`,
      ...Array.from({ length: 12 }, (_, index) => `_:${node} <urn:p> "${index}" _:${name} .\n`),
    ]
    const { lines } = canonicalizeNQuads([...graph('x', 'm'), ...graph('y', 'n')])
    expect(lines).toHaveLength(28)
    expect(canonicalizeNQuads([...graph('n', 'y'), ...graph('m', 'x')].reverse()).lines).toEqual(lines)
  })

  it('refuses what is no N-Quads', () => {
    expect(() => canonicalizeNQuads('<urn:s> "not a predicate" <urn:o> .')).toThrow(CanonicalizationError)
  })
})
