/**
 * The full verifier for browsers, served as /verifier.js and loaded when first needed: the Worker's own core with the
 * browser's port to documents. What is verified never leaves the page; the edge is asked for public documents only.
 */
import { verifyCredential } from '../worker/credential/verify/index.ts'
import type { VerificationReport } from '../worker/credential/verify/report.ts'
import { browserDocuments } from './documents/browser-documents.ts'
import { lastSeen } from './documents/kept-documents.ts'
import { isUnreachedHere, readLink } from './documents/read-link.ts'

/** The deployment that this script came from; its own origin also when another site embeds it. */
const origin = new URL(import.meta.url).origin
const documents = browserDocuments(origin)

export interface VerifyRequest {
  /** An identifier that the recipient should have; compared here, sent nowhere. */
  recipient?: string
  signal?: AbortSignal
}

export interface Verified {
  report: VerificationReport
  /** When this browser last got the status list that it could not get now; null otherwise. */
  statusSeenAt: string | null
}

/**
 * `input` is whatever `verifyCredential` reads: text, link, bytes, JSON. A link that only a server may read is read by
 * ours, and what it found verified here. Never rejects for what the input is.
 */
export async function verify(input: unknown, request: VerifyRequest = {}): Promise<Verified> {
  const report = await verifyHere(input, request)
  const isClosed = typeof input === 'string' && isUnreachedHere(report) && !request.signal?.aborted
  const found = isClosed ? await readLink(origin, input, request.signal) : null
  if (found === null) return { report, statusSeenAt: await unreachedStatus(report) }
  if (!Array.isArray(found)) return { report: found, statusSeenAt: null }
  const read = await verifyHere(found.length === 1 ? found[0] : found, request)
  return { report: read, statusSeenAt: await unreachedStatus(read) }
}

function verifyHere(input: unknown, { recipient, signal }: VerifyRequest): Promise<VerificationReport> {
  return verifyCredential(input, {
    now: new Date(),
    fetchDocument: documents(signal),
    clock: () => performance.now(),
    ...(recipient === undefined ? {} : { recipient }),
  })
}

async function unreachedStatus(report: VerificationReport): Promise<string | null> {
  const open = report.checks.filter((check) => check.id === 'status' && check.outcome === 'indeterminate')
  for (const check of open) {
    for (const problem of check.problems) {
      const url = problem.params?.url
      const seen = typeof url === 'string' ? await lastSeen(url) : null
      if (seen) return seen
    }
  }
  return null
}
