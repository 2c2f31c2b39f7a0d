/** Cursor pages: newest first, an opaque cursor to the next. */
import { base64url } from 'jose'
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import { Refusal } from '../problem.ts'

export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 200

/** Query parameters of every list. */
export const pageQuery = lazily(() => ({
  cursor: z
    .optional(z.string().check(z.maxLength(200)))
    .check(z.describe('From `nextCursor` of the page before.')),
  limit: z
    .optional(
      z.string().check(
        z.regex(/^[1-9]\d{0,2}$/, `A whole number from 1 to ${MAX_PAGE_SIZE}.`),
        z.refine((text) => Number(text) <= MAX_PAGE_SIZE, `At most ${MAX_PAGE_SIZE}.`),
      ),
    )
    .check(z.describe(`How many at most; ${DEFAULT_PAGE_SIZE} where absent.`)),
}))

export interface PageRequest {
  /** Sequence number before which the page begins. */
  before: number | null
  limit: number
}

export function pageRequest({
  cursor,
  limit,
}: {
  cursor?: string | undefined
  limit?: string | undefined
}): PageRequest {
  return {
    before: cursor === undefined ? null : readCursor(cursor),
    limit: Number(limit ?? DEFAULT_PAGE_SIZE),
  }
}

/** `rows` may hold one more than the limit: then there is a next page. */
export function pageOf<Row extends { sequence: number }, View>(
  rows: Row[],
  limit: number,
  view: (row: Row) => View,
): { items: View[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(last.sequence) : null,
  }
}

/** Asks `list` for one more than the page holds: then there is a next one. */
export async function listPage<Row extends { sequence: number }, View>(
  query: Parameters<typeof pageRequest>[0],
  list: (page: PageRequest) => Promise<Row[]>,
  view: (row: Row) => View,
): Promise<{ items: View[]; nextCursor: string | null }> {
  const { before, limit } = pageRequest(query)
  return pageOf(await list({ before, limit: limit + 1 }), limit, view)
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
