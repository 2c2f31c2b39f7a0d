import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeBitstring,
  encodeBitstring,
  getBit,
  getEntry,
  setBit,
} from '../../../worker/credential/status/bitstring.ts'

const SEED = 20261123

describe('the compressed bit string', () => {
  test('index 0 is the most significant bit of the first byte', () => {
    const bytes = new Uint8Array(2)
    setBit(bytes, 0, true)
    setBit(bytes, 9, true)
    expect([...bytes]).toEqual([0x80, 0x40])
  })

  test('what is set is read, and nothing else', async () => {
    const indices = fc.uniqueArray(fc.nat({ max: 131_071 }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(indices, async (set) => {
        const bytes = new Uint8Array(16_384)
        for (const index of set) setBit(bytes, index, true)
        const read = await decodeBitstring(await encodeBitstring(bytes), { maxBytes: 16_384 })
        expect(read.reduce((count, byte) => count + byte.toString(2).replaceAll('0', '').length, 0)).toBe(
          set.length,
        )
        expect(set.every((index) => getBit(read, index))).toBe(true)
      }),
      { seed: SEED, numRuns: 20 },
    )
  })

  test('reads the specification’s own example of 131,072 zeros', async () => {
    const example = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA'
    const bytes = await decodeBitstring(example, { maxBytes: 16_384 })
    expect([bytes.length, bytes.some((byte) => byte !== 0)]).toEqual([16_384, false])
  })

  test('reads an entry of several bits, most significant first', () => {
    const bytes = new Uint8Array([0b0110_1100])
    expect([0, 1, 2, 3].map((index) => getEntry(bytes, index, 2))).toEqual([1, 2, 3, 0])
  })

  test('drops a bomb at its bound', async () => {
    const bomb = await encodeBitstring(new Uint8Array(8 * 1024 * 1024))
    await expect(decodeBitstring(bomb, { maxBytes: 1_000_000 })).rejects.toMatchObject({ code: 'too-large' })
  })

  test.each(['', 'u', 'uAAAA', 'u!!!!', 'zH4sI', 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwf'])(
    'refuses %j',
    async (text) => {
      await expect(decodeBitstring(text, { maxBytes: 100 })).rejects.toMatchObject({ code: 'malformed' })
    },
  )

  test('setting a bit beyond the end is a mistake of the caller', () => {
    expect(() => setBit(new Uint8Array(1), 8, true)).toThrow(RangeError)
  })
})
