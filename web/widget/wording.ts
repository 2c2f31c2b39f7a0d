/** What the widget says. English is in it; other languages are small files that load when an element asks for one. */
import type { VerificationState } from '../../worker/credential/verify/report.ts'

export interface WidgetWords {
  states: Record<VerificationState | 'checking', string>
  /** `{when}` is the time of the check. */
  checked: string
  report: string
}

export const english: WidgetWords = {
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

const LANGUAGES: Record<string, () => Promise<{ words: WidgetWords }>> = {
  es: () => import('./words/es.ts'),
  fr: () => import('./words/fr.ts'),
  de: () => import('./words/de.ts'),
  pt: () => import('./words/pt.ts'),
  ar: () => import('./words/ar.ts'),
  zh: () => import('./words/zh.ts'),
}

/** `tag` is a BCP 47 tag. A language that is not there, or a file that does not load, is English. */
export async function wordsFor(tag: string): Promise<{ language: string; words: WidgetWords }> {
  const language = tag.toLowerCase().split('-')[0] ?? ''
  const load = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined
  try {
    if (load) return { language, words: (await load()).words }
  } catch {
    // The card then speaks English; its verdict does not depend on it.
  }
  return { language: 'en', words: english }
}
