/**
 * Reading a link that its site does not let other sites' pages read (no CORS): the deployment's server follows it and
 * hands back what it found, which is then verified here like anything else. Only the link is sent.
 */
import type { JsonValue } from '../../worker/credential/json.ts'
import type { VerificationReport } from '../../worker/credential/verify/report.ts'

const DEADLINE_MS = 20_000

/** The browser could not read the link: its site is closed to other sites' pages, or does not answer. */
export function isUnreachedHere(report: VerificationReport): boolean {
  return report.checks.some(({ problems }) =>
    problems.some(({ code }) => code === 'url-unreachable' || code === 'url-timeout'),
  )
}

/** What the link leads to, one for each credential; or the server's report of why there is nothing. */
export async function readLink(
  origin: string,
  url: string,
  signal?: AbortSignal,
): Promise<JsonValue[] | VerificationReport | null> {
  const answer = await fetch(`${origin}/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
    credentials: 'omit',
    signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), ...(signal ? [signal] : [])]),
  }).catch(() => null)
  if (!answer?.ok) return null
  const report = (await answer.json()) as VerificationReport
  const members = report.format === 'collection' ? report.nested : [report]
  const received = members.map((member) => member.received).filter((found) => found !== '' && found !== null)
  return received.length > 0 ? received : report
}
