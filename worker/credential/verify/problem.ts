/** The maker of findings: a code becomes a Problem with its type, severity and English text. Pure. */
import { en, formatMessage, type MessageCode } from '../messages/en.ts'
import type { Problem } from './report.ts'

/** Codes that have a problem type of their own in a W3C specification. */
const W3C_TYPES: Partial<Record<MessageCode, string>> = {
  'signature-mismatch': 'https://w3id.org/security#PROOF_VERIFICATION_ERROR',
}

interface ProblemOptions {
  severity?: Problem['severity']
  pointer?: string
  params?: Record<string, string | number>
}

/** `type` is W3C's where one exists, else a reference into `/problems` of the deployment that answers. */
export function problem(
  code: MessageCode,
  { severity = 'error', pointer, params }: ProblemOptions = {},
): Problem {
  return {
    code,
    type: W3C_TYPES[code] ?? `/problems#${code}`,
    severity,
    ...(pointer === undefined ? {} : { pointer }),
    ...(params === undefined ? {} : { params }),
    text: formatMessage(en[code], params),
  }
}
