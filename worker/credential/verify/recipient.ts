/**
 * The check `recipient`: the identifier that the caller gave against those in the credential (Open Badges 3.0, section
 * 8.1, step 5; Open Badges 2.0, recipient). Hashes are of the identifier with its salt, tried as given and in lower case.
 */
import { displayCredential } from '../display/index.ts'
import type { DisplayRecipient } from '../display.ts'
import { sha2Hex } from '../sha2.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

export async function checkRecipient({ document, format, run, depth }: Examination): Promise<Check> {
  if (run.recipient === null || depth > 0) return check('recipient', 'skipped')
  const recipient = displayCredential(document, format)?.recipient
  if (!recipient || !isComparable(recipient)) {
    return check('recipient', 'indeterminate', { problems: [problem('recipient-unnamed')] })
  }
  const matched = await recipientMatches(recipient, run.recipient)
  if (matched !== null) return check('recipient', 'success', { facts: { matched } })
  return check('recipient', 'failure', { problems: [problem('recipient-mismatch')] })
}

/** The kind of identifier that fits (`id`, `emailAddress` …); null where none does. */
export async function recipientMatches(recipient: DisplayRecipient, given: string): Promise<string | null> {
  const spellings = spellingsOf(given)
  if (recipient.id !== null && spellings.includes(recipient.id)) return 'id'
  for (const { type, hashed, value, salt } of recipient.identifiers) {
    const isThis = hashed
      ? await hashMatcher(value, salt ?? '')
      : (spelling: string) => spellingsOf(value).includes(spelling)
    if (spellings.some(isThis)) return type
  }
  return null
}

/** A random `urn:uuid` alone names nobody. */
function isComparable({ id, identifiers }: DisplayRecipient): boolean {
  return identifiers.length > 0 || (id !== null && !id.startsWith('urn:uuid:'))
}

/** As typed and in lower case, composed (NFC), with and without `mailto:`. */
function spellingsOf(given: string): string[] {
  const plain = given
    .trim()
    .normalize('NFC')
    .replace(/^mailto:/i, '')
  return [
    ...new Set([
      given,
      given.trim(),
      plain,
      plain.toLowerCase(),
      `mailto:${plain}`,
      `mailto:${plain.toLowerCase()}`,
    ]),
  ]
}

/** IdentityHash: `sha256$` or `md5$` and the hex digest of identity + salt. */
async function hashMatcher(identityHash: string, salt: string): Promise<(identity: string) => boolean> {
  const [algorithm, digest] = identityHash.toLowerCase().split('$', 2)
  if (algorithm === 'sha256') return (identity) => digest === sha2Hex('SHA-256', identity + salt)
  if (algorithm !== 'md5') return () => false
  const { md5Hex } = await import('../md5.ts')
  return (identity) => digest === md5Hex(identity + salt)
}
