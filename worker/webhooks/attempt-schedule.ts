/** When a message that was not taken is sent again: nine times over three days, spread so that they do not come at once. Pure. */

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

export const MAX_ATTEMPTS = WAITS_MS.length + 1

/**
 * ISO time of the next attempt after this many, or null when it was the last. `chance` is 0 to 1 and moves it by a fifth
 * either way; a Retry-After (seconds) that asks for more is heard, up to a day.
 */
export function nextAttempt(
  attempts: number,
  now: Date,
  chance: number,
  retryAfterSeconds = 0,
): string | null {
  const wait = WAITS_MS[attempts - 1]
  if (wait === undefined) return null
  const asked = Math.min(retryAfterSeconds * SECOND_MS, 24 * HOUR_MS)
  return new Date(now.getTime() + Math.max(asked, wait * (0.8 + 0.4 * chance))).toISOString()
}
