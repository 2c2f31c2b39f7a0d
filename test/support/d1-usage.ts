/** What a piece of work asks of D1: calls, each a round trip, and the statements in them, which D1 limits for each invocation. */
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'

export interface D1Usage {
  calls: number
  statements: number
}

/** Counts what runs beside it too (the queue's consumer, for one): measure several times and take the least. */
export async function d1Usage(work: () => Promise<unknown>): Promise<D1Usage> {
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1')) as D1PreparedStatement
  const batches = vi.spyOn(env.DB, 'batch')
  const singles = (['first', 'all', 'run', 'raw'] as const).map((name) => vi.spyOn(statement, name))
  try {
    await work()
    const single = singles.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
    const batched = batches.mock.calls.reduce((sum, [statements]) => sum + statements.length, 0)
    return { calls: batches.mock.calls.length + single, statements: batched + single }
  } finally {
    for (const spy of [batches, ...singles]) spy.mockRestore()
  }
}
