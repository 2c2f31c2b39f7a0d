/** What is kept in versions: achievements and pathways. A change is a new version; what was done by an older one stands. No I/O. */
import { Refusal } from '../problem.ts'

/** Who changes it each day reaches it in three years. */
const MAX_VERSIONS = 1000

interface Kept<Body> {
  id: string
  issuerId: string
  version: number
  body: Body
  createdAt: string
  /** When this version was made. */
  updatedAt: string
  archivedAt: string | null
}

export function firstVersion<Body>(issuerId: string, body: Body, now: Date): Kept<Body> {
  const createdAt = now.toISOString()
  const id = crypto.randomUUID()
  return { id, issuerId, version: 1, body, createdAt, updatedAt: createdAt, archivedAt: null }
}

/** Refuses `precondition-failed` where `ifVersion`, the one that the change was decided on, is no longer the newest; `conflict` where there are too many. */
export function nextVersion<Body>(
  current: Kept<Body>,
  body: Body,
  ifVersion: number | null,
  now: Date,
): Kept<Body> {
  const { version } = current
  if (ifVersion !== null && ifVersion !== version)
    throw new Refusal('precondition-failed', `Its newest version is ${version}. Read it and decide again.`)
  if (version >= MAX_VERSIONS)
    throw new Refusal('conflict', `It has ${MAX_VERSIONS} versions, and takes no more. Make a new one.`)
  return { ...current, version: version + 1, body, updatedAt: now.toISOString() }
}

/** As the API answers it. */
export function versionView<Body extends object>(kept: Kept<Body>, url: string) {
  const { id, version, body, createdAt, updatedAt, archivedAt } = kept
  return { id, url, version, ...body, createdAt, updatedAt, archivedAt }
}
