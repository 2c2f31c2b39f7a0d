/** The replay window: how far a signed time may lie from ours. Pure. */
import type { RefusalReason } from './delivery.ts'

const DEFAULT_TOLERANCE_SECONDS = 300

/** The reason to refuse, or undefined when the signed time is near enough. */
export function outsideWindow(
  signedAtMs: number,
  now: Date,
  toleranceSeconds = DEFAULT_TOLERANCE_SECONDS,
): RefusalReason | undefined {
  if (!Number.isFinite(signedAtMs)) return 'timestamp-malformed'
  const ageMs = now.getTime() - signedAtMs
  if (ageMs > toleranceSeconds * 1000) return 'timestamp-too-old'
  if (ageMs < -toleranceSeconds * 1000) return 'timestamp-too-new'
  return undefined
}
