/** What all stores share: statements, transactions, and D1's own errors by kind (D1 gives them as text only). */

/** One prepared write. Made by a store, run with others in one transaction by `commit`. */
export type Statement = D1PreparedStatement

/** All or nothing, in one round trip. */
export async function commit(db: D1Database, statements: readonly Statement[]): Promise<D1Result[]> {
  return await db.batch([...statements])
}

/** D1 takes 2 MB a parameter. */
const MAX_PARAMETER_CHARACTERS = 900_000

/** JSON arrays of the items, in order, each small enough for one parameter: what is larger goes in several statements. */
export function jsonParts(items: readonly object[]): string[] {
  const parts: string[][] = [[]]
  let length = 0
  for (const text of items.map((item) => JSON.stringify(item))) {
    if (length + text.length > MAX_PARAMETER_CHARACTERS && length > 0) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(text)
    length += text.length
  }
  return parts.map((part) => `[${part.join(',')}]`)
}

/** A unique constraint said no; `columns` as SQLite names them: `credentials.id`. */
export function uniqueViolation(error: unknown, columns: string): boolean {
  return error instanceof Error && error.message.includes(`UNIQUE constraint failed: ${columns}`)
}

/** The migrations of this release were not (all) applied. */
export function schemaMissing(error: unknown): boolean {
  return error instanceof Error && /no such (table|column)|has no column named/.test(error.message)
}
