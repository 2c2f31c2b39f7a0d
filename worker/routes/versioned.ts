/** The HTTP of what is kept in versions and archived, never deleted: achievements and pathways. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import { Refusal } from '../problem.ts'
import { pageQuery } from './list-page.ts'

export const ListVersioned = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    archived: z
      .optional(z.enum(['true', 'false']))
      .check(z.describe('Only archived ones, or only the others.')),
  }),
)

/** Both kinds where nothing is asked. */
export function archivedAsked(archived: 'true' | 'false' | undefined): boolean | null {
  return archived === undefined ? null : archived === 'true'
}

export function etagOf({ version }: { version: number }): string {
  return `"v${version}"`
}

/** The version that a change was decided on; null where the caller does not say. Refuses `malformed-header`. */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null
  const version = /^"v(\d{1,9})"$/.exec(header)?.[1]
  if (version === undefined)
    throw new Refusal('malformed-header', 'If-Match: the ETag of the version that you read.')
  return Number(version)
}

/** Beside the body, in a view. */
export const versionFields = /* @__PURE__ */ lazily(() => ({
  id: z.string(),
  url: z.string().check(z.describe('Its public page, and JSON.')),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  archivedAt: z.nullable(z.string()),
}))

export const ifMatchHeader = {
  'If-Match': {
    description: 'The ETag of the version that you read: then a change in between is refused.',
  },
}
