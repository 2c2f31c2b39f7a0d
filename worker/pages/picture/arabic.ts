/**
 * Arabic letters in the forms they take beside each other, and text in the order in which it is painted: enough for a
 * title or a name in Arabic, Persian or Urdu. Pure. The table of forms is read off Unicode's own compatibility
 * mappings (presentation forms A and B). Not the whole bidi algorithm: digits and Latin words inside keep their order.
 */

interface Forms {
  isolated: string
  final: string
  /** Absent where the letter does not join to the next one. */
  initial?: string
  medial?: string
}

const forms = new Map<string, Forms>()

/** Characters in painting order, left to right. */
export function paintingOrder(text: string, rightToLeft: boolean): string[] {
  const characters = [...text.normalize('NFC')]
  if (!rightToLeft && !RIGHT_TO_LEFT.test(text)) return characters
  const shaped = shapeArabic(characters)
  const runs = directionRuns(shaped, rightToLeft)
  const painted = runs.map(({ characters, rightToLeft }) => (rightToLeft ? reversed(characters) : characters))
  return (rightToLeft ? painted.reverse() : painted).flat()
}

/** Each letter in its isolated, final, initial or medial form; lam with alef as one. */
function shapeArabic(characters: string[]): string[] {
  fillForms()
  const shaped: string[] = []
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? ''
    const pair = forms.get(character + (characters[index + 1] ?? ''))
    const found = pair ?? forms.get(character)
    if (!found) {
      shaped.push(character)
      continue
    }
    const joinsBefore = forms.get(neighbour(characters, index, -1))?.initial !== undefined
    if (pair) index++
    const joinsAfter = found.initial !== undefined && forms.has(neighbour(characters, index, 1))
    if (joinsBefore) shaped.push((joinsAfter ? found.medial : undefined) ?? found.final)
    else shaped.push((joinsAfter ? found.initial : undefined) ?? found.isolated)
  }
  return shaped
}

/** The next letter on that side; marks above and below do not come between. Hamza joins nothing. */
function neighbour(characters: string[], index: number, step: 1 | -1): string {
  let at = index + step
  while (/^\p{Mn}$/u.test(characters[at] ?? '')) at += step
  const found = characters[at] ?? ''
  const own = forms.get(found)
  return own && own.isolated === own.final && own.initial === undefined ? '' : found
}

function directionRuns(
  characters: string[],
  base: boolean,
): { characters: string[]; rightToLeft: boolean }[] {
  const runs: { characters: string[]; rightToLeft: boolean }[] = []
  for (const [index, character] of characters.entries()) {
    const own = isRightToLeftCharacter(character)
    const neutral = !own && !/[\p{L}\p{N}]/u.test(character)
    const last = runs.at(-1)
    const rightToLeft = neutral ? neutralDirection(characters, index, base) : own
    if (last && last.rightToLeft === rightToLeft) last.characters.push(character)
    else runs.push({ characters: [character], rightToLeft })
  }
  return runs
}

/**
 * Between two words of one direction a space goes with them, else with the line. A number counts as the line's
 * direction, but what stands alone between two digits (26.5) stays between them.
 */
function neutralDirection(characters: string[], index: number, base: boolean): boolean {
  const strong = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)
  // A number goes with the Latin letter before it (localhost:8787), else with the line.
  const side = (at: number) => {
    if (at < 0 || at >= characters.length) return base
    if (!/\p{N}/u.test(characters[at] ?? '')) return isRightToLeftCharacter(characters[at] ?? '')
    const letter = characters.slice(0, at).findLast((character) => /\p{L}/u.test(character))
    return letter === undefined || isRightToLeftCharacter(letter) ? base : false
  }
  const digit = (character: string | undefined) => character !== undefined && /\p{N}/u.test(character)
  if (digit(characters[index - 1]) && digit(characters[index + 1]) && characters[index] !== ' ') return false
  const before = side(characters.slice(0, index).findLastIndex(strong))
  const next = characters.slice(index + 1).findIndex(strong)
  return before === side(next < 0 ? -1 : index + 1 + next) ? before : base
}

/** Marks stay behind the letter that carries them; brackets turn. */
function reversed(characters: string[]): string[] {
  const clusters: string[][] = []
  for (const character of characters) {
    if (/^\p{Mn}$/u.test(character)) clusters.at(-1)?.push(character)
    else clusters.push([MIRRORED[character] ?? character])
  }
  return clusters.reverse().flat()
}

const MIRRORED: Record<string, string> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '«': '»',
  '»': '«',
  '<': '>',
  '>': '<',
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\ufb1d-\ufdff\ufe70-\ufefc]/u

function isRightToLeftCharacter(character: string): boolean {
  return RIGHT_TO_LEFT.test(character) && !/\p{N}/u.test(character)
}

/** Presentation forms of a letter stand in the order isolated, final, initial, medial. */
function fillForms(): void {
  if (forms.size > 0) return
  const groups = new Map<string, string[]>()
  for (const [from, to] of [
    [0xfb50, 0xfbb1],
    [0xfbd3, 0xfbe7],
    [0xfbfc, 0xfbff],
    [0xfe80, 0xfefc],
  ] as const) {
    for (let code = from; code <= to; code++) {
      const form = String.fromCodePoint(code)
      const base = form.normalize('NFKC')
      if (base === form || /^\s/.test(base)) continue
      groups.set(base, [...(groups.get(base) ?? []), form])
    }
  }
  for (const [base, [isolated, final, initial, medial]] of groups) {
    if (isolated === undefined) continue
    forms.set(base, { isolated, final: final ?? isolated, ...(initial && medial && { initial, medial }) })
  }
}
