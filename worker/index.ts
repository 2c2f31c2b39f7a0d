/** The Worker's three doors: fetch, scheduled, queue. Wiring only. */
import { createApp } from './app.ts'
import { createDeps, publishedAnswers } from './compose.ts'
import type { Job } from './jobs.ts'
import { runJobs } from './run-jobs.ts'
import { runSchedule } from './run-schedule.ts'

const app = createApp()

export default {
  fetch: (request, env, context) =>
    publishedAnswers(env).answer(
      request,
      async (asked) => app.fetch(asked, env, context),
      (work) => context.waitUntil(work),
    ),
  async scheduled(controller, env): Promise<void> {
    await runSchedule(createDeps(env), new Date(controller.scheduledTime))
  },
  async queue(batch, env): Promise<void> {
    await runJobs(createDeps(env), batch)
  },
} satisfies ExportedHandler<Env, Job>
