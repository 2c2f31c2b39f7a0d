import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JSON_LIMITS, parseJson } from '../../worker/credential/parse-json.ts'

const REFUSED: [string, string, string][] = [
  ['a key that stands twice', '{"a":1,"a":2}', 'json-duplicate-key'],
  ['a key that stands twice, once escaped', '{"id":"x","\\u0069d":"y"}', 'json-duplicate-key'],
  ['a duplicate deep inside an array', '[{"b":{"c":[],"d":0,"c":{}}}]', 'json-duplicate-key'],
  ['__proto__ as a key', '{"__proto__":{"verified":true}}', 'json-forbidden-key'],
  ['__proto__ written with escapes', '{"\\u005f_proto__":1}', 'json-forbidden-key'],
  ['a lone surrogate in a value', '{"name":"\\ud83d"}', 'json-lone-surrogate'],
  ['a lone surrogate in a key', '{"\\udc00":1}', 'json-lone-surrogate'],
  ['an unescaped lone surrogate', '{"name":"\ud83d"}', 'json-lone-surrogate'],
  ['an integer that a double cannot hold', '{"n":9007199254740993}', 'json-number-range'],
  ['an enormous integer', `{"n":-${'9'.repeat(5000)}}`, 'json-number-range'],
  ['a number beyond every double', '{"n":1e400}', 'json-number-range'],
  ['nesting beyond the limit', `${'['.repeat(100_000)}`, 'json-too-deep'],
  ['a huge array', `[${'0,'.repeat(300_000)}0]`, 'json-too-large'],
  ['a text beyond the limit', `"${'a'.repeat(JSON_LIMITS.maxLength)}"`, 'json-too-large'],
  ['an unclosed object', '{"a":1', 'json-syntax'],
  ['an unclosed string', '{"a', 'json-syntax'],
  ['two documents', '{}{}', 'json-syntax'],
  ['a comment', '{} // x', 'json-syntax'],
  ['NaN', '{"n":NaN}', 'json-syntax'],
  ['a trailing comma', '[1,]', 'json-syntax'],
]

describe('strict JSON', () => {
  test.each(REFUSED)('refuses %s', (_, text, code) => {
    expect(parseJson(text)).toMatchObject({ ok: false, code })
  })

  test('names the key at fault', () => {
    expect(parseJson('{"proof":1,"proof":2}')).toMatchObject({ detail: 'proof' })
  })

  test('the same key in two objects, or a string equal to a key, is no duplicate', () => {
    const text = '{"a":"a","b":{"a":["a","a"]},"c":[{"a":1},{"a":2}]}'
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) })
  })

  test('a byte order mark at the start is not part of the document', () => {
    expect(parseJson('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 } })
  })

  test('reads what JSON.parse reads, for any JSON without the refused things', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value)
        const parsed = parseJson(text)
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text))
        else expect(['json-forbidden-key', 'json-lone-surrogate', 'json-number-range']).toContain(parsed.code)
      }),
    )
  })

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[[\]{}",:\\u0-9aeEd.\- ]*$/), (text) => {
        const parsed = parseJson(text)
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text))
      }),
      { numRuns: 2000 },
    )
  })
})
