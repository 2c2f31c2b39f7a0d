/** The statements by which credentials change their state and their bit, in the same few however many they are. */
import type { Statement } from './d1.ts'
import type { StatusPurpose } from './status-lists.ts'

export type CredentialState = 'active' | 'suspended' | 'revoked'

export interface StateChange {
  to: CredentialState
  reason: string | null
  at: Date
}

export interface StatusBit {
  purpose: StatusPurpose
  on: boolean
}

/** Fails on its guard, and with it the whole transaction, where one is no longer in the state that it was found in. */
export function stateChange(
  db: D1Database,
  found: readonly { id: string; state: CredentialState }[],
  { to, reason, at }: StateChange,
  { purpose, on }: StatusBit,
): Statement[] {
  const states = JSON.stringify(found.map(({ id, state }) => ({ id, state })))
  const ids = JSON.stringify(found.map(({ id }) => id))
  const lists = `SELECT e.status_list_id FROM json_each(?1) AS c JOIN status_entries e ON e.credential_id = c.value
    JOIN status_lists l ON l.id = e.status_list_id WHERE l.purpose = ?2`
  return [
    db
      .prepare(
        `INSERT INTO guards (holds) SELECT 0 WHERE EXISTS (
           SELECT 1 FROM json_each(?1) AS f WHERE NOT EXISTS (
             SELECT 1 FROM credentials WHERE id = f.value ->> 'id' AND state = f.value ->> 'state'))`,
      )
      .bind(states),
    db
      .prepare(
        `UPDATE credentials SET state = ?2, state_reason = ?3, state_changed_at = ?4
         WHERE id IN (SELECT value FROM json_each(?1))`,
      )
      .bind(ids, to, reason, at.toISOString()),
    db
      .prepare(
        `UPDATE status_entries SET is_set = ?3
         WHERE credential_id IN (SELECT value FROM json_each(?1)) AND +status_list_id IN (${lists})`,
      )
      .bind(ids, purpose, Number(on)),
    db
      .prepare(`UPDATE status_lists SET version = version + 1 WHERE id IN (${lists}) RETURNING id AS listId`)
      .bind(ids, purpose),
  ]
}

/** The lists that are to be published, from the results of the transaction. */
export function touchedLists(results: readonly D1Result[]): string[] {
  const rows = results.flatMap(({ results: rows }) => (rows ?? []) as { listId?: unknown }[])
  return rows.flatMap(({ listId }) => (typeof listId === 'string' ? [listId] : []))
}
