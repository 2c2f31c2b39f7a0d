/** Answers in an isolate's memory, for a short time and bounded in number and length. No I/O; the clock is given. */

const MAX_ENTRIES = 500
const MAX_BODY_CHARACTERS = 256 * 1024
const MAX_CHARACTERS = 8 * 1024 * 1024

export interface KeptAnswer {
  body: string
  headers: [name: string, value: string][]
}

interface Entry {
  path: string
  answer: KeptAnswer
  until: number
}

export interface AnswerMemory {
  get(key: string): KeptAnswer | null
  /** `path`: what it is forgotten by. The oldest make room. */
  keep(key: string, path: string, answer: KeptAnswer): void
  /** Everything at `path` and below it. */
  forget(path: string): void
}

export function createAnswerMemory(milliseconds: number, now: () => number): AnswerMemory {
  const entries = new Map<string, Entry>()
  let characters = 0

  function drop(key: string): void {
    characters -= entries.get(key)?.answer.body.length ?? 0
    entries.delete(key)
  }

  return {
    get(key) {
      const entry = entries.get(key)
      return entry !== undefined && entry.until > now() ? entry.answer : null
    },

    keep(key, path, answer) {
      drop(key)
      if (answer.body.length > MAX_BODY_CHARACTERS) return
      entries.set(key, { path, answer, until: now() + milliseconds })
      characters += answer.body.length
      // In the order of their times: what is past its own goes too, so that nothing stays that nobody may be given.
      for (const [oldest, { until }] of entries) {
        if (until > now() && entries.size <= MAX_ENTRIES && characters <= MAX_CHARACTERS) break
        drop(oldest)
      }
    },

    forget(path) {
      for (const [key, entry] of entries)
        if (entry.path === path || entry.path.startsWith(`${path}/`)) drop(key)
    },
  }
}
