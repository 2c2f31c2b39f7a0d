/** One verifier for all elements of a page, loaded when the first of them comes into view; one check a credential. */
import type { VerificationReport } from '../../worker/credential/verify/report.ts'

interface Verifier {
  verify: (given: string) => Promise<VerificationReport>
}

const reports = new Map<string, Promise<VerificationReport>>()
let verifier: Promise<Verifier> | undefined

/** Where this script came from is where the verifier and the full report are. */
export const HOME = new URL(import.meta.url).origin

/** Rejects where the verifier cannot be loaded; a later element may then try again. */
export function verifyOnce(source: string): Promise<VerificationReport> {
  const known = reports.get(source)
  if (known) return known
  verifier ??= import(/* @vite-ignore */ `${HOME}/verifier.js`) as Promise<Verifier>
  const report = verifier.then(({ verify }) => verify(source))
  reports.set(source, report)
  report.catch(() => {
    reports.delete(source)
    verifier = undefined
  })
  return report
}
