/** Our bit strings and Digital Bazaar's, each read by the other. */
import { expect, test } from 'vitest'
import {
  decodeBitstring,
  encodeBitstring,
  getBit,
  setBit,
} from '../../../worker/credential/status/bitstring.ts'

interface TheirList {
  getStatus(index: number): boolean
  setStatus(index: number, on: boolean): void
  encode(): Promise<string>
}
interface TheirModule {
  createList(options: { length: number }): Promise<TheirList>
  decodeList(options: { encodedList: string }): Promise<TheirList>
}

const name = '@digitalbazaar/vc-bitstring-status-list'
const theirs = (await import(name)) as TheirModule
const INDICES = [0, 1, 7, 8, 94_567, 131_071]

test('a list that we encode is read bit for bit by another implementation', async () => {
  const bytes = new Uint8Array(16_384)
  for (const index of INDICES) setBit(bytes, index, true)
  const list = await theirs.decodeList({ encodedList: await encodeBitstring(bytes) })
  expect(
    Array.from({ length: 131_072 }, (_, index) => index).filter((index) => list.getStatus(index)),
  ).toEqual(INDICES)
})

test('a list that another implementation encodes is read bit for bit here', async () => {
  const list = await theirs.createList({ length: 131_072 })
  for (const index of INDICES) list.setStatus(index, true)
  const bytes = await decodeBitstring(await list.encode(), { maxBytes: 16_384 })
  expect(
    Array.from({ length: 131_072 }, (_, index) => index).filter((index) => getBit(bytes, index)),
  ).toEqual(INDICES)
})
