/**
 * How long what grows with traffic is kept, and its removal, each hour by cron. What is issued, its status, its keys and what it
 * came from stay for good.
 */
import type { Deps } from './deps.ts'
import type { SweepName } from './storage/retention.ts'

const DAY_MS = 86_400_000
const BODIES_KEPT_DAYS = 90
const MINUTE_OF_THE_HOUR = 37
/** D1 allows an invocation 1,000 statements. */
const ROUNDS = 20

/** The operator's variables, in days; `null`: never removed. */
const KEPT_DAYS = { VENDOR_EVENTS_KEPT_DAYS: 365, WEBHOOKS_KEPT_DAYS: 90, AUDIT_KEPT_DAYS: null }
type Setting = keyof typeof KEPT_DAYS
/** Whatever may be sent twice or tried again is over by then. */
const LEAST_DAYS = 30

export async function forgetOld(deps: Deps, now: Date): Promise<void> {
  if (now.getUTCMinutes() !== MINUTE_OF_THE_HOUR) return
  const { retention, env } = deps
  const fault = retentionFault(env)
  if (fault !== undefined) throw new Error(fault)
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString()
  const events = keptDays(env, 'VENDOR_EVENTS_KEPT_DAYS')
  const bodies = Math.min(events ?? BODIES_KEPT_DAYS, BODIES_KEPT_DAYS)
  await retention.dropEndedSecrets(now.toISOString())
  await inRounds(() => retention.dropStatements(before(bodies)))
  const kept: [SweepName, number | null][] = [
    ['bodies', bodies],
    ['vendor-events', events],
    ['deliveries', events],
    ['webhooks', keptDays(env, 'WEBHOOKS_KEPT_DAYS')],
    ['audit', keptDays(env, 'AUDIT_KEPT_DAYS')],
  ]
  for (const [name, days] of kept)
    if (days !== null) await inRounds(() => retention.sweep(name, before(days)))
}

async function inRounds(round: () => Promise<boolean>): Promise<void> {
  for (let left = ROUNDS; left > 0 && (await round()); left--);
}

function keptDays(env: Env, setting: Setting): number | null {
  const given = env[setting]
  if (given === undefined || given === '') return KEPT_DAYS[setting]
  return given === 'forever' ? null : Number(given)
}

/** In words for the operator. */
export function retentionFault(env: Env): string | undefined {
  const isWrong = (setting: Setting) => {
    const days = keptDays(env, setting)
    return days !== null && !(Number.isInteger(days) && days >= LEAST_DAYS)
  }
  const wrong = (Object.keys(KEPT_DAYS) as Setting[]).find(isWrong)
  return wrong && `${wrong} is neither a number of days, ${LEAST_DAYS} at least, nor forever.`
}
