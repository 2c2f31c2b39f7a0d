/**
 * Fuzzes baking: chance texts into pictures, whole and broken ones. What was baked is read back to the letter, whatever
 * the picture carried before; a picture that cannot carry it is refused by BakeError; reading never throws.
 */
import {
  BakeError,
  bakePng,
  bakeSvg,
  type Unbaked,
  unbakePng,
  unbakeSvg,
} from '../../worker/credential/bake/index.ts'
import { pngOf } from '../support/png.ts'
import { mutate, pick, type Random, randomOf } from './mutate.ts'

const SVGS = [
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '<?xml version="1.0"?><!-- <svg> --><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"><openbadges:assertion verify="https://a.example/1"/></svg>',
  '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>',
]
const LETTERS = [
  'a',
  'Z',
  '0',
  '.',
  '-',
  '_',
  '{',
  '"',
  '<',
  '>',
  '&',
  ']',
  ']]>',
  '\n',
  'é',
  '土',
  '\u{1F33F}',
]

/** Returns the number of bakings that went wrong. */
export async function fuzzBaking(seconds: number, firstSeed: number): Promise<number> {
  const end = Date.now() + seconds * 1000
  let [bakings, refused, bad] = [0, 0, 0]
  for (let seed = firstSeed; Date.now() < end && bad < 5; seed++) {
    const random = randomOf(seed * 2_654_435_761)
    const text = makeText(random)
    const isBroken = random(3) === 0
    try {
      const read =
        random(2) === 0 ? await throughPng(text, isBroken, random) : throughSvg(text, isBroken, random)
      bakings++
      if (read.ok && read.texts.includes(text)) continue
      console.error(`seed ${seed}: ${JSON.stringify({ text, read })}\n`)
    } catch (error) {
      if (error instanceof BakeError) {
        refused++
        if (isBroken) continue
      }
      console.error(`seed ${seed}: ${JSON.stringify(text)}`, error)
    }
    bad++
  }
  console.log(`${bakings} bakings from seed ${firstSeed}, ${refused} refused: ${bad} went wrong`)
  return bad
}

async function throughPng(text: string, isBroken: boolean, random: Random): Promise<Unbaked> {
  const whole = pngOf(1 + random(4), 1 + random(4))
  const before = random(3) === 0 ? bakePng(whole, makeText(random)) : whole
  const picture = isBroken ? mutate(before, random) : before
  await unbakePng(picture)
  return unbakePng(bakePng(picture, text))
}

function throughSvg(text: string, isBroken: boolean, random: Random): Unbaked {
  const whole = pick(SVGS, random)
  const before = random(3) === 0 ? bakeSvg(whole, makeText(random)) : whole
  const picture = isBroken
    ? new TextDecoder().decode(mutate(new TextEncoder().encode(before), random))
    : before
  unbakeSvg(picture)
  return unbakeSvg(bakeSvg(picture, text))
}

/** A token's letters, or an object of any. */
function makeText(random: Random): string {
  if (random(2) === 0)
    return `eyJ${random(1e9).toString(36)}.${random(1e9).toString(36)}.${random(1e9).toString(36)}`
  const value = Array.from({ length: random(30) }, () => pick(LETTERS, random)).join('')
  return JSON.stringify({ id: 'urn:uuid:1', name: value })
}
