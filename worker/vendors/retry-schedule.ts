/** When what failed is tried again: twelve times over two days, further and further apart, never all at the same moment. Pure. */

const MINUTES = [1, 2, 5, 10, 20, 40, 60, 120, 240, 480, 720, 1440]

/** ISO time of the next attempt, or null when it was the last. `chance` is 0 to 1. */
export function nextAttemptAt(attemptsSoFar: number, now: Date, chance: number): string | null {
  const minutes = MINUTES[attemptsSoFar]
  if (minutes === undefined) return null
  return new Date(now.getTime() + minutes * 60_000 * (0.8 + 0.4 * chance)).toISOString()
}
