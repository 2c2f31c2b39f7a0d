/** One verifier for all elements of a page, loaded when the first of them comes into view; one check a credential. */
import type { VerificationReport } from '../../worker/credential/verify/report.ts'

const reports = new Map<string, Promise<VerificationReport>>()
let verifier: Promise<typeof import('../verifier.ts')> | undefined

/** Where this script came from is where the verifier and the full report are. */
export const HOME = new URL(import.meta.url).origin

/** Rejects where the verifier cannot be loaded; a later element may then try again. */
export function verifyOnce(source: string): Promise<VerificationReport> {
  const known = reports.get(source)
  if (known) return known
  // By its public address, not as a chunk of this build: pages keep old copies of this script for long.
  verifier ??= import(`${HOME}/verifier.js`) as NonNullable<typeof verifier>
  const report = verifier.then(async ({ verify }) => (await verify(source)).report)
  reports.set(source, report)
  report.catch(() => {
    reports.delete(source)
    verifier = undefined
  })
  return report
}
