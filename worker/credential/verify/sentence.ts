/** The one plain sentence on top of a report. Pure. */
import { en, formatMessage, type MessageCode } from '../messages/en.ts'
import type { Assurance, Sentence, VerificationState } from './report.ts'

interface SentenceFacts {
  domain: string | null
  validFrom: string | null
  validUntil: string | null
}

/** The placeholders that are known are filled; a page translates by `code` with the same `params`. */
export function sentenceFor(state: VerificationState, assurance: Assurance, facts: SentenceFacts): Sentence {
  const code = codeOf(state, assurance, facts)
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries(facts)) {
    if (value !== null && en[code].includes(`{${name}}`)) params[name] = value
  }
  return { code, params, text: formatMessage(en[code], params) }
}

function codeOf(state: VerificationState, assurance: Assurance, { domain }: SentenceFacts): MessageCode {
  if (assurance === 'link') return 'sentence-link'
  if (state !== 'valid') return `sentence-${state}`
  if (assurance === 'host') return 'sentence-valid-host'
  return domain === null ? 'sentence-valid-signature' : 'sentence-valid-domain'
}
