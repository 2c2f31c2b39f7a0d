/** A sign for each state, so that none is told by colour alone. Paths on a 16 × 16 canvas, drawn as strokes. */
import type { VerificationState } from '../../worker/credential/verify/report.ts'

const CIRCLE = 'M8 1.2A6.8 6.8 0 1 1 8 14.8A6.8 6.8 0 1 1 8 1.2'
const CROSS = `${CIRCLE}M5.5 5.5l5 5m0-5l-5 5`
const CLOCK = `${CIRCLE}M8 4.4v3.8l2.6 1.6`
const QUESTION = 'M6 6.1C6.2 4 9.9 4.1 9.9 6.4 9.9 7.9 8 7.8 8 9.4M8 11.5v.1'
const DASHED =
  'M10 1.5a6.8 6.8 0 0 1 4.4 4.4M14.4 10A6.8 6.8 0 0 1 10 14.5M6 14.5A6.8 6.8 0 0 1 1.6 10M1.6 6A6.8 6.8 0 0 1 6 1.5'

const OTHERS: Partial<Record<VerificationState | 'checking', string>> = {
  checking: DASHED,
  valid: `${CIRCLE}M5 8.3l2.1 2.1 4-4.6`,
  expired: CLOCK,
  'not-yet-valid': CLOCK,
  suspended: `${CIRCLE}M6.4 5.4v5.2M9.6 5.4v5.2`,
  'unknown-issuer': DASHED + QUESTION,
  'not-checked': DASHED + QUESTION,
  unsupported: DASHED + QUESTION,
  unsigned: DASHED + QUESTION,
}

export function signPath(state: VerificationState | 'checking'): string {
  return OTHERS[state] ?? CROSS
}

/** Two laurel branches on a 64 × 64 canvas: stands in for a picture that a credential does not have. */
export const WREATH =
  'M34 55A23 23 0 0 0 45 12M30 55A23 23 0 0 1 19 12M45 50q7-2 10-1-5 4-10 1m6-6q5-5 9-5-3 5-9 5m3-8q3-7 7-8-1 6-7 8m0-9q0-7 3-9 2 6-3 9m-4-8q-2-6 0-9 3 4 0 9M19 50q-7-2-10-1 5 4 10 1m-6-6q-5-5-9-5 3 5 9 5m-3-8q-3-7-7-8 1 6 7 8m0-9q0-7-3-9-2 6 3 9m4-8q2-6 0-9-3 4 0 9'
