/**
 * The live status badge, `…/badge.svg`: achievement on the left, its state in words on the right, for places that
 * forbid scripts. Pure. Laurel green only for `valid`; each state has a sign of its own, never colour alone.
 */
import type { VerificationState } from '../../credential/verify/report.ts'
import { type Wording, wording as wordingIn } from '../language.ts'
import { estimateWidth, fitText } from '../picture/lettering.ts'
import { circle, rectangle } from '../picture/path.ts'
import { escapeXml } from '../picture/svg.ts'

interface Face {
  colour: string
  sign: 'tick' | 'cross' | 'pause' | 'clock' | 'question'
}

/** A verdict, or why there is no credential to show. */
export type BadgeState = VerificationState | 'not-found' | 'withdrawn' | 'erased'

const FACES: Record<BadgeState, Face> = {
  valid: { colour: '#1b6a3c', sign: 'tick' },
  expired: { colour: '#7d5200', sign: 'clock' },
  'not-yet-valid': { colour: '#7d5200', sign: 'clock' },
  suspended: { colour: '#653a86', sign: 'pause' },
  revoked: { colour: '#7c1c43', sign: 'cross' },
  tampered: { colour: '#a5231a', sign: 'cross' },
  'issuer-mismatch': { colour: '#a5231a', sign: 'cross' },
  malformed: { colour: '#a5231a', sign: 'cross' },
  'recipient-mismatch': { colour: '#a5231a', sign: 'cross' },
  'unknown-issuer': { colour: '#2d527f', sign: 'question' },
  'not-checked': { colour: '#57524a', sign: 'question' },
  unsupported: { colour: '#57524a', sign: 'question' },
  unsigned: { colour: '#2d527f', sign: 'question' },
  'not-found': { colour: '#57524a', sign: 'question' },
  withdrawn: { colour: '#57524a', sign: 'question' },
  erased: { colour: '#57524a', sign: 'question' },
}

const SIGNS: Record<Face['sign'], string> = {
  tick: 'M4.2 8.3L6.9 11L11.9 5.4',
  cross: 'M5 5L11 11M11 5L5 11',
  pause: 'M6 4.8L6 11.2M10 4.8L10 11.2',
  clock: 'M8 4.2L8 8.2L10.8 9.8',
  question: 'M5.9 6.1C6.1 3.9 10 4 10 6.3C10 7.9 8 7.9 8 9.4M8 11.6L8 11.7',
}

const HEIGHT = 28
const INK = '#201b15'
const PAPER = '#fffdf9'

export interface StatusBadgeInput {
  title: string
  state: BadgeState
  /** English where none is given. */
  wording?: Pick<Wording, 'language' | 't'>
}

/** The word that the pages have for it; in English small, as such pictures are read. */
export function statusWords(state: BadgeState, wording: StatusBadgeInput['wording'] = wordingIn()): string {
  const words = wording.t(`word-${state}`)
  return wording.language === 'en' ? words.toLowerCase() : words
}

export function statusBadgeSvg({ title, state, wording }: StatusBadgeInput): string {
  const { colour, sign } = FACES[state]
  const words = statusWords(state, wording)
  const name = fitText(title, { sizes: [13], maxLines: 1, widths: () => [260] }, sansWidth).lines[0] ?? ''
  const left = Math.ceil(sansWidth(name, 13)) + 22
  const right = Math.ceil(sansWidth(words, 13)) + 40
  const width = left + right
  const text = (x: number, length: number, content: string, fill: string, weight: number) =>
    `<text x="${x}" y="18.6" textLength="${length}" lengthAdjust="spacingAndGlyphs" font-weight="${weight}" fill="${fill}">${escapeXml(content)}</text>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escapeXml(`${title}: ${words}`)}">` +
    `<title>${escapeXml(`${title}: ${words}`)}</title>` +
    `<clipPath id="r"><path d="${rectangle(0, 0, width, HEIGHT, 8)}"/></clipPath>` +
    `<g clip-path="url(#r)"><path d="${rectangle(0, 0, left, HEIGHT)}" fill="${PAPER}"/><path d="${rectangle(left, 0, right, HEIGHT)}" fill="${colour}"/></g>` +
    `<path d="${rectangle(0.5, 0.5, width - 1, HEIGHT - 1, 8)}" fill="none" stroke="${INK}" stroke-opacity=".28"/>` +
    `<g transform="translate(${left + 9} 6)"><path d="${circle(8, 8, 7.25)}" fill="none" stroke="#fff" stroke-width="1.3"/>` +
    `<path d="${SIGNS[sign]}" fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></g>` +
    `<g font-family="Verdana, 'DejaVu Sans', 'Noto Sans', sans-serif" font-size="13">` +
    text(11, left - 22, name, INK, 400) +
    text(left + 31, right - 40, words, '#ffffff', 700) +
    '</g></svg>'
  )
}

const sansWidth = (text: string, size: number) => estimateWidth(text, size) * 1.04
