/** The Worker's bindings, counted: rows and round trips of D1, operations of KV, messages of the queue. */

export interface Meter {
  trips: number
  rowsRead: number
  rowsWritten: number
  kvReads: number
  kvWrites: number
  messages: number
}

const NOTHING: Meter = { trips: 0, rowsRead: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0, messages: 0 }

/** An environment of its own, so that what an isolate remembers is that of this one. `take` gives the count since the last one. */
export function meteredEnv(env: Env): { env: Env; take(): Meter } {
  let meter = { ...NOTHING }
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

  function count(...results: D1Result[]): void {
    for (const { meta } of results) {
      meter.rowsRead += meta.rows_read
      meter.rowsWritten += meta.rows_written
    }
  }

  async function all<Row>(statement: D1PreparedStatement): Promise<D1Result<Row>> {
    meter.trips += 1
    const result = await statement.all<Row>()
    count(result)
    return result
  }

  function metered(statement: D1PreparedStatement): D1PreparedStatement {
    const wrapped = {
      bind: (...values: unknown[]) => metered(statement.bind(...values)),
      all: () => all(statement),
      run: () => all(statement),
      async first(column?: string) {
        const [row] = (await all<Record<string, unknown>>(statement)).results
        return row === undefined ? null : column === undefined ? row : row[column]
      },
    } as unknown as D1PreparedStatement
    originals.set(wrapped, statement)
    return wrapped
  }

  const DB = {
    prepare: (query: string) => metered(env.DB.prepare(query)),
    async batch(statements: D1PreparedStatement[]) {
      meter.trips += 1
      const results = await env.DB.batch(statements.map((one) => originals.get(one) ?? one))
      count(...results)
      return results
    },
  } as unknown as D1Database

  const counted = <Binding extends object>(
    binding: Binding,
    name: 'kvReads' | 'kvWrites' | 'messages',
    methods: string[],
  ) =>
    Object.fromEntries(
      methods.map((method) => [
        method,
        (...given: unknown[]) => {
          const [first] = given
          meter[name] += method === 'sendBatch' && Array.isArray(first) ? first.length : 1
          return (binding as Record<string, (...given: unknown[]) => unknown>)[method]?.(...given)
        },
      ]),
    )
  const PUBLISHED = {
    ...counted(env.PUBLISHED, 'kvReads', ['get', 'getWithMetadata']),
    ...counted(env.PUBLISHED, 'kvWrites', ['put', 'delete']),
  } as unknown as KVNamespace
  const JOBS = counted(env.JOBS, 'messages', ['send', 'sendBatch']) as unknown as Env['JOBS']

  return {
    env: { ...env, DB, PUBLISHED, JOBS },
    take() {
      const taken = meter
      meter = { ...NOTHING }
      return taken
    },
  }
}
