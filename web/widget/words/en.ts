/** English, which is in the widget itself, and the shape of every language. */
import type { VerificationState } from '../../../worker/credential/verify/report.ts'

export interface WidgetWords {
  states: Record<VerificationState | 'checking', string>
  /** `{when}` is the time of the check. */
  checked: string
  report: string
}

export const words: WidgetWords = {
  states: {
    checking: 'Checking …',
    valid: 'Valid',
    expired: 'Expired',
    'not-yet-valid': 'Not valid yet',
    revoked: 'Revoked',
    suspended: 'Suspended',
    tampered: 'Changed or forged',
    'issuer-mismatch': 'Wrong issuer',
    malformed: 'Not in order',
    'recipient-mismatch': 'Someone else’s',
    'unknown-issuer': 'Issuer unknown',
    'not-checked': 'Could not check',
    unsupported: 'Could not check',
    unsigned: 'Not proven',
  },
  checked: 'checked {when}',
  report: 'Open the full report',
}
