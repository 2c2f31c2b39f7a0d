/**
 * The words of the API's reference: each route module declares its operations beside its handlers, by the same zod schemas
 * that gate the requests; worker/reference gathers them when the pages are built. Pure.
 */
import type * as z from 'zod/mini'
import type { Scope } from './issuing/caller.ts'
import type { RefusalCode } from './problem.ts'

export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** OpenAPI form: `/v1/credentials/{id}`. */
  path: string
  /** Group in the reference: `Credentials`, `Verification`, `Public documents` … */
  tag: string
  summary: string
  /** Plain text; paragraphs separated by an empty line. */
  description?: string
  /** Who may call it: nobody need be known, the operator, or an API key with this scope (`operator` also passes where said). */
  access: 'public' | 'operator' | Scope | { operatorOr: Scope }
  query?: z.ZodMiniObject
  requestHeaders?: Record<string, { description: string; required?: boolean }>
  request?: { schema?: z.ZodMiniType; mediaTypes?: string[]; example?: unknown }
  responses: Record<number, OperationResponse>
  /** Beyond those that follow from the rest (401, 403, 413, 415, 422 …). */
  refusals?: RefusalCode[]
  /** Takes an Idempotency-Key. */
  idempotent?: boolean
}

export interface OperationResponse {
  description: string
  schema?: z.ZodMiniType
  /** Default: application/json where there is a schema. */
  mediaTypes?: string[]
}

/**
 * What a route module declares: `/* @__PURE__ *\/ operations(() => […])`. The mark and the function let the bundler leave
 * it out of the Worker, which serves the reference as it was built (scripts/build.mjs).
 */
export function operations(declare: () => readonly Operation[]): readonly Operation[] {
  return declare()
}
