/** What all stores share: statements, transactions, and D1's own errors by kind (D1 gives them as text only). */

/** One prepared write. Made by a store, run with others in one transaction by `commit`. */
export type Statement = D1PreparedStatement

/** All or nothing, in one round trip. */
export async function commit(db: D1Database, statements: readonly Statement[]): Promise<D1Result[]> {
  return await db.batch([...statements])
}

/** A unique constraint said no; `columns` as SQLite names them: `credentials.id`. */
export function uniqueViolation(error: unknown, columns: string): boolean {
  return error instanceof Error && error.message.includes(`UNIQUE constraint failed: ${columns}`)
}

/** The migrations of this release were not (all) applied. */
export function schemaMissing(error: unknown): boolean {
  return error instanceof Error && /no such (table|column)|has no column named/.test(error.message)
}
