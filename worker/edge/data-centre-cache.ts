/**
 * Answers in the cache of the data centre (Cache API), by path. One `remove` reaches one data centre only: elsewhere a copy
 * lives for the time that it was given. On workers.dev addresses the cache keeps nothing, and all goes on without it.
 */
import type { KeptAnswer } from './answer-memory.ts'

export interface DataCentreCache {
  get(path: string): Promise<KeptAnswer | null>
  put(path: string, answer: KeptAnswer, seconds: number): Promise<void>
  remove(path: string): Promise<void>
}

const urlOf = (path: string) => `https://published.invalid${path}`
const open = () => caches.open('published')

export const dataCentreCache: DataCentreCache = {
  async get(path) {
    try {
      const kept = await (await open()).match(urlOf(path))
      return kept === undefined ? null : ((await kept.json()) as KeptAnswer)
    } catch {
      return null
    }
  },

  /** The answer's own headers go into the body: the cache must obey none of them. */
  async put(path, answer, seconds) {
    const kept = Response.json(answer, { headers: { 'Cache-Control': `public, max-age=${seconds}` } })
    await (await open()).put(urlOf(path), kept).catch(() => {})
  },

  async remove(path) {
    await (await open()).delete(urlOf(path)).catch(() => {})
  },
}
