/**
 * Reading a link that its site does not let browsers read (no CORS): the server follows it and hands back what it found,
 * which is then verified here like anything else. Only the link is sent.
 */
import type { JsonValue } from '../../worker/credential/json.ts'
import type { VerificationReport } from '../../worker/credential/verify/report.ts'

const DEADLINE_MS = 20_000

/** What the link leads to, one for each credential; or the server's report of why there is nothing. */
export async function readLink(
  url: string,
  signal: AbortSignal,
): Promise<JsonValue[] | VerificationReport | null> {
  const answer = await fetch('/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
    signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), signal]),
  }).catch(() => null)
  if (!answer?.ok) return null
  const report = (await answer.json()) as VerificationReport
  const members = report.format === 'collection' ? report.nested : [report]
  const received = members.map((member) => member.received).filter((found) => found !== '' && found !== null)
  return received.length > 0 ? received : report
}
