/** The Worker's three doors: fetch, scheduled, queue. Wiring only. */
import type { Job } from './jobs.ts'

export default {
  async fetch(): Promise<Response> {
    return new Response('Laurel', { status: 404 })
  },
  async scheduled(): Promise<void> {},
  async queue(_batch: MessageBatch<Job>): Promise<void> {},
} satisfies ExportedHandler<Env, Job>
