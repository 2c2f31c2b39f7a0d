/** Cursor pages: newest first, an opaque cursor to the next. */
import { base64url } from 'jose'
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import { Refusal } from '../problem.ts'

const DEFAULT_PAGE_SIZE = 50
const MAX_PAGE_SIZE = 200

/** Query parameters of every list. */
export const pageQuery = lazily(() => ({
  cursor: z
    .optional(z.string().check(z.maxLength(200)))
    .check(z.describe('From `nextCursor` of the page before.')),
  limit: z
    .optional(
      z
        .string()
        .check(
          z.refine(
            (text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= MAX_PAGE_SIZE,
            `A whole number from 1 to ${MAX_PAGE_SIZE}.`,
          ),
        ),
    )
    .check(z.describe(`How many at most; ${DEFAULT_PAGE_SIZE} where absent.`)),
}))

/** What a store is asked for. */
export interface PageRequest {
  /** Sequence number before which the page begins. */
  before: number | null
  /** One more than the page holds: then there is a next one. */
  limit: number
}

/** The page that was asked for, of rows that `list` reads, each as `view` shows it: without its sequence number. */
export async function listPage<Row extends { sequence: number }, View>(
  { cursor, limit: asked }: { cursor?: string | undefined; limit?: string | undefined },
  list: (page: PageRequest) => Promise<Row[]>,
  view: (row: Omit<Row, 'sequence'>) => View,
): Promise<{ items: View[]; nextCursor: string | null }> {
  const limit = Number(asked ?? DEFAULT_PAGE_SIZE)
  const rows = await list({ before: cursor === undefined ? null : readCursor(cursor), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ sequence: _, ...row }) => view(row)),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(last.sequence) : null,
  }
}

/** The answer of a list, as OpenAPI tells it. */
export function pageResponse(item: z.ZodMiniType = z.looseObject({}), description = 'A page.') {
  const schema = z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })
  return { 200: { description, schema } }
}

function writeCursor(sequence: number): string {
  return base64url.encode(`s${sequence}`)
}

function readCursor(cursor: string): number {
  const refusal = new Refusal(
    'invalid-request',
    '?cursor: This is no cursor of ours. Leave it out to begin anew.',
    {
      errors: [{ pointer: '?cursor', detail: 'This is no cursor of ours.' }],
    },
  )
  let text: string
  try {
    text = new TextDecoder().decode(base64url.decode(cursor))
  } catch {
    throw refusal
  }
  const sequence = /^s(\d{1,15})$/.exec(text)?.[1]
  if (sequence === undefined) throw refusal
  return Number(sequence)
}
