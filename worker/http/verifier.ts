/** What every verification in the Worker is given: the time, the guarded port, and the registries that are asked. */
import type { FetchDocument } from '../credential/fetch-document.ts'
import type { VerifyContext } from '../credential/verify/index.ts'

interface VerifierDeps {
  clock: { now(): Date }
  fetchDocument: FetchDocument
}

export function verifierOf({ clock, fetchDocument }: VerifierDeps): VerifyContext {
  return { now: clock.now(), fetchDocument }
}

/** Milliseconds for a report's timings; the platform freezes it between I/O. */
export function clockOf({ clock }: Pick<VerifierDeps, 'clock'>): () => number {
  return () => clock.now().getTime()
}
