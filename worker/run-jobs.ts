/** The queue's consumer: each message by its kind. A message that fails is tried again; the truth is in D1. */
import type { Deps } from './deps.ts'
import { evaluateDue } from './issuing/pathways/evaluate-due.ts'
import { publishStatusList } from './issuing/status-list.ts'
import type { Job } from './jobs.ts'
import { sendNotification } from './mail/send-notification.ts'
import { pull } from './vendors/pull.ts'
import { workVendorJob } from './vendors/work.ts'
import { deliverWebhook } from './webhooks/deliver.ts'

const RETRY_SECONDS = 1
const MAX_RETRY_SECONDS = 60

export async function runJobs(deps: Deps, batch: MessageBatch<Job>): Promise<void> {
  await Promise.all(
    [...byWork(batch.messages)].map(async (messages) => {
      const [first] = messages
      if (first === undefined) return
      const outcome = await run(deps, first.body).catch((error: unknown) => failed(first, error))
      for (const message of messages) {
        if (outcome === 'done') message.ack()
        else
          message.retry({
            delaySeconds: Math.min(RETRY_SECONDS * 2 ** (message.attempts - 1), MAX_RETRY_SECONDS),
          })
      }
    }),
  )
}

/** Messages that ask for the same work are one piece of work: many flips, one publication. */
function byWork(messages: readonly Message<Job>[]): Iterable<Message<Job>[]> {
  return Map.groupBy(messages, ({ body }) => JSON.stringify(body)).values()
}

type Outcome = 'done' | 'again'

async function run(deps: Deps, job: Job): Promise<Outcome> {
  switch (job.kind) {
    case 'publish-status-list':
      return (await publishStatusList(deps, job.statusListId)) === 'published' ? 'done' : 'again'
    case 'read-delivery':
    case 'work-event':
      await workVendorJob(deps, job)
      return 'done'
    case 'deliver-webhook':
      await deliverWebhook(deps, job.deliveryId)
      return 'done'
    case 'send-notification':
      await sendNotification(deps, job.credentialId)
      return 'done'
    case 'evaluate-pathways':
      await evaluateDue(deps)
      return 'done'
    case 'pull':
      await pull(deps, job.connectionId)
      return 'done'
  }
}

function failed({ body, attempts }: Message<Job>, error: unknown): Outcome {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  console.warn(JSON.stringify({ level: 'warn', event: 'job-failed', kind: body.kind, attempts, detail }))
  return 'again'
}
