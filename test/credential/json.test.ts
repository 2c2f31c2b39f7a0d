import { expect, test } from 'vitest'
import { asArray } from '../../worker/credential/json.ts'

test('a JSON-LD set reads the same written as one value, as an array, or not at all', () => {
  expect([asArray('a'), asArray(['a']), asArray(undefined)]).toEqual([['a'], ['a'], []])
})
