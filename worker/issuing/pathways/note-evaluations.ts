/**
 * Whatever happens to a credential may complete a pathway or break one: in the same transaction it is noted whose pathways are
 * to be evaluated, and after it the queue is told. Wraps the port through which events are told to others.
 */
import type { Job } from '../../jobs.ts'
import type { PathwayStores } from '../../storage/pathway-stores.ts'
import type { CredentialEvent, CredentialEventType, EventPort } from '../events.ts'

const CHANGING = new Set<CredentialEventType>([
  'credential.issued',
  'credential.revoked',
  'credential.suspended',
  'credential.reinstated',
  'credential.erased',
])

export function withPathways(
  { pathwayEvaluations, pathwayAwards }: PathwayStores,
  enqueue: (job: Job) => Promise<void>,
  port: EventPort,
): EventPort {
  return {
    note(events) {
      const [first] = events
      if (first === undefined) return []
      const changed = idsOf(events, ({ type }) => CHANGING.has(type))
      const erased = idsOf(events, ({ type }) => type === 'credential.erased')
      return [
        ...(changed.length === 0 ? [] : [pathwayEvaluations.noteCredentials(changed, first.at)]),
        ...(erased.length === 0 ? [] : pathwayAwards.forget(erased)),
        // Last: `tell` reads its results from the end.
        ...port.note(events),
      ]
    },
    async tell(results) {
      await port.tell(results)
      if (results.some(isNoted)) await evaluateSoon(enqueue)
    },
  }
}

/** Never throws: cron finds what is due. */
export async function evaluateSoon(enqueue: (job: Job) => Promise<void>): Promise<void> {
  try {
    await enqueue({ kind: 'evaluate-pathways' })
  } catch (error) {
    console.warn(
      JSON.stringify({
        level: 'warn',
        event: 'enqueue-failed',
        kind: 'evaluate-pathways',
        error: String(error),
      }),
    )
  }
}

function isNoted({ results }: D1Result): boolean {
  return typeof (results?.[0] as { evaluateFor?: unknown } | undefined)?.evaluateFor === 'string'
}

function idsOf(events: readonly CredentialEvent[], isMeant: (event: CredentialEvent) => boolean): string[] {
  return events.filter(isMeant).map(({ credentialId }) => credentialId)
}
