/** How a pipeline takes part in idempotency: what it commits, it commits together with the memory of its answer. Types only. */
import type { Statement } from '../storage/d1.ts'

export interface IdempotencyKey {
  /** Issuer id, or `operator`. */
  scope: string
  key: string
  /** SHA-256 of method, path and body. */
  requestHash: string
}

export interface Once {
  /** Null without an Idempotency-Key. For pipelines that write their own record. */
  key: IdempotencyKey | null
  /** Statements to commit with what was created. None without an Idempotency-Key. */
  remember(status: 201, response: unknown): Promise<Statement[]>
}

export const notRepeated: Once = { key: null, remember: async () => [] }
