/** The maker of findings: a code becomes a Problem with its type, severity and English text. Pure. */
import { en, formatMessage, type MessageCode } from '../messages/en.ts'
import type { Problem } from './report.ts'

const VC = 'https://www.w3.org/TR/vc-data-model#'
const STATUS = 'https://www.w3.org/ns/credentials/status-list#'
const SECURITY = 'https://w3id.org/security#'

/** Codes that have a problem type of their own in a W3C specification. */
const W3C_TYPES: Partial<Record<MessageCode, string>> = {
  'signature-mismatch': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'context-invalid': `${VC}PARSING_ERROR`,
  'type-missing': `${VC}PARSING_ERROR`,
  'property-missing': `${VC}MALFORMED_VALUE_ERROR`,
  'property-invalid': `${VC}MALFORMED_VALUE_ERROR`,
  'property-empty': `${VC}MALFORMED_VALUE_ERROR`,
  'date-invalid': `${VC}MALFORMED_VALUE_ERROR`,
  'dates-out-of-order': `${VC}RANGE_ERROR`,
  'related-resource-mismatch': `${VC}CRYPTOGRAPHIC_SECURITY_ERROR`,
  'status-entry-malformed': `${STATUS}MALFORMED_VALUE_ERROR`,
  'status-list-unreachable': `${STATUS}STATUS_RETRIEVAL_ERROR`,
  'status-list-malformed': `${STATUS}MALFORMED_VALUE_ERROR`,
  'status-list-unproven': `${STATUS}STATUS_VERIFICATION_ERROR`,
  'status-list-issuer-mismatch': `${STATUS}STATUS_VERIFICATION_ERROR`,
  'status-list-purpose-mismatch': `${STATUS}STATUS_VERIFICATION_ERROR`,
  'status-list-outdated': `${STATUS}STATUS_VERIFICATION_ERROR`,
  'status-list-too-short': `${STATUS}STATUS_LIST_LENGTH_ERROR`,
  'status-index-out-of-range': `${STATUS}RANGE_ERROR`,
  'proof-malformed': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'proof-purpose-mismatch': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'proof-created-in-future': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'proof-expired': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'previous-proof-missing': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'previous-proof-failed': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'base-proof-not-disclosed': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'proof-context-mismatch': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'cryptosuite-unknown': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'proof-type-unknown': `${SECURITY}PROOF_VERIFICATION_ERROR`,
  'proof-domain-mismatch': `${SECURITY}INVALID_DOMAIN_ERROR`,
  'proof-challenge-mismatch': `${SECURITY}INVALID_CHALLENGE_ERROR`,
  'undefined-term': `${SECURITY}PROOF_TRANSFORMATION_ERROR`,
  'invalid-json-ld': `${SECURITY}PROOF_TRANSFORMATION_ERROR`,
  'verification-method-malformed': `${SECURITY}INVALID_VERIFICATION_METHOD_URL`,
  'verification-method-not-found': `${SECURITY}INVALID_VERIFICATION_METHOD`,
  'verification-method-wrong-kind': `${SECURITY}INVALID_VERIFICATION_METHOD`,
  'verification-method-not-authorized': `${SECURITY}INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD`,
  'controller-document-mismatch': `${SECURITY}INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID`,
}

interface ProblemOptions {
  severity?: Problem['severity']
  pointer?: string
  params?: Record<string, string | number>
}

/** Placeholder values come from strangers: a text stays a sentence. */
const MAX_PARAM_LENGTH = 300

/** `type` is W3C's where one exists, else a reference into `/problems` of the deployment that answers. */
export function problem(
  code: MessageCode,
  { severity = 'error', pointer, params }: ProblemOptions = {},
): Problem {
  const short = params && shortened(params)
  return {
    code,
    type: W3C_TYPES[code] ?? `/problems#${code}`,
    severity,
    ...(pointer === undefined ? {} : { pointer }),
    ...(short === undefined ? {} : { params: short }),
    text: formatMessage(en[code], short),
  }
}

function shortened(params: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > MAX_PARAM_LENGTH
        ? `${value.slice(0, MAX_PARAM_LENGTH).toWellFormed()}…`
        : value,
    ]),
  )
}
