/** The Worker's three doors: fetch, scheduled, queue. Wiring only. */
import { createApp } from './app.ts'
import type { Job } from './jobs.ts'

const app = createApp()

export default {
  fetch: app.fetch,
  async scheduled(): Promise<void> {},
  async queue(_batch: MessageBatch<Job>): Promise<void> {},
} satisfies ExportedHandler<Env, Job>
