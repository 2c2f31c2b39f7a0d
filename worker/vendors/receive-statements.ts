/**
 * xAPI statements (1.0.3, part three) as a learning record store takes them: each has an id, the same id with the same
 * content is taken again without effect, with other content it is a conflict. Statements are kept before they are answered.
 * Ids that are no UUID are taken: LinkedIn Learning sends such.
 */
import canonicalize from 'canonicalize'
import { isJsonObject } from '../credential/json.ts'
import type { Deps } from '../deps.ts'
import { sha256, toHex, utf8 } from '../http/bytes.ts'
import { Refusal } from '../problem.ts'
import type { Connection } from '../storage/connections.ts'
import type { Delivery } from './authenticity/delivery.ts'
import { XAPI_VOIDED } from './kinds/xapi-events.ts'
import { keepDelivery } from './receive-delivery.ts'

const MAX_VOIDED_BYTES = 1_048_576
/** D1 keeps no larger row than 2 MB. */
const MAX_KEPT_BYTES = 1_900_000

export type StatementsOutcome =
  | { outcome: 'kept'; ids: string[] }
  /** Some id was sent before, or twice in this request, with other content. What was new is kept all the same: senders count 409 as done. */
  | { outcome: 'conflict'; ids: string[] }

export async function receiveStatements(
  deps: Deps,
  connection: Connection,
  delivery: Delivery,
  statements: unknown[],
  strength: string,
): Promise<StatementsOutcome> {
  const { xapiStatements } = deps.vendorStores
  const storedAt = delivery.receivedAt.toISOString()
  const given = await Promise.all(
    statements.map(async (statement) => {
      const text = canonicalText(statement)
      return {
        raw: statement,
        row: {
          connectionId: connection.id,
          statementId: idOf(statement) ?? crypto.randomUUID(),
          contentSha256: toHex(await sha256(utf8(text))),
          statement: text,
          storedAt,
        },
      }
    }),
  )
  const ids = given.map(({ row }) => row.statementId)
  const voids = given.flatMap(({ raw }) => voidedBy(raw) ?? [])
  const known = await xapiStatements.hashesOf(connection.id, ids)
  // Of several under one id in one request the first counts.
  const first = new Map(given.map(({ row }) => [row.statementId, row.contentSha256] as const).reverse())
  const hashOf = (id: string) => known.get(id) ?? first.get(id)
  const conflicts = given.filter(({ row }) => hashOf(row.statementId) !== row.contentSha256)
  const fresh = given.filter(
    ({ row }) => !known.has(row.statementId) && first.get(row.statementId) === row.contentSha256,
  )

  if (fresh.length > 0) {
    const isWhole = fresh.length === given.length && voids.length === 0
    const stored = await xapiStatements.textsOf(connection.id, voids, MAX_VOIDED_BYTES)
    if (stored === null) throw tooMuchVoided()
    const texts = new Map([...stored, ...given.map(({ row }) => [row.statementId, row.statement] as const)])
    const body = isWhole
      ? delivery.body
      : utf8(JSON.stringify(fresh.map(({ raw }) => withVoided(raw, texts))))
    if (body.length > MAX_KEPT_BYTES) throw tooMuchVoided()
    const rows = fresh.map(({ row }) => row)
    await keepDelivery(deps, connection, { ...delivery, body }, strength, xapiStatements.insert(rows))
  }
  return { outcome: conflicts.length > 0 ? 'conflict' : 'kept', ids }
}

/** Each goes into the delivery with the whole of what it takes back. */
function tooMuchVoided(): Refusal {
  return new Refusal('body-too-large', 'It voids more than fits into one request. Void fewer at once.')
}

/** The id of the statement that this one takes back (part two, 2.3.2). */
function voidedBy(statement: unknown): string | undefined {
  if (!isJsonObject(statement)) return undefined
  const { verb, object } = statement
  if (!isJsonObject(verb) || verb.id !== XAPI_VOIDED || !isJsonObject(object)) return undefined
  return object.objectType === 'StatementRef' && typeof object.id === 'string' ? object.id : undefined
}

/** A voiding statement says of what it takes back nothing but the id: reading it needs the whole. */
function withVoided(statement: unknown, texts: ReadonlyMap<string, string>): unknown {
  const text = texts.get(voidedBy(statement) ?? '')
  return text === undefined || !isJsonObject(statement)
    ? statement
    : { ...statement, voided: JSON.parse(text) as unknown }
}

function idOf(statement: unknown): string | undefined {
  if (typeof statement !== 'object' || statement === null || !('id' in statement)) return undefined
  return typeof statement.id === 'string' && statement.id !== '' ? statement.id.slice(0, 200) : undefined
}

function canonicalText(statement: unknown): string {
  try {
    return canonicalize(statement) ?? 'null'
  } catch {
    return JSON.stringify(statement)
  }
}
