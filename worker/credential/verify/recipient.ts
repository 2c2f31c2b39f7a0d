/**
 * The check `recipient`: the identifier that the caller gave against those in the credential (Open Badges 3.0, section
 * 8.1, step 5; Open Badges 2.0, recipient). Hashes are of the identifier with its salt, tried as given and in lower case.
 */
import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { displayCredential } from '../display/index.ts'
import type { DisplayRecipient } from '../display.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

export function checkRecipient({ document, format, run, depth }: Examination): Check {
  if (run.recipient === null || depth > 0) return check('recipient', 'skipped')
  const recipient = displayCredential(document, format)?.recipient
  if (!recipient || !isComparable(recipient)) {
    return check('recipient', 'indeterminate', { problems: [problem('recipient-unnamed')] })
  }
  const matched = recipientMatches(recipient, run.recipient)
  if (matched !== null) return check('recipient', 'success', { facts: { matched } })
  return check('recipient', 'failure', { problems: [problem('recipient-mismatch')] })
}

/** The kind of identifier that fits (`id`, `emailAddress` …); null where none does. */
export function recipientMatches(recipient: DisplayRecipient, given: string): string | null {
  const spellings = spellingsOf(given)
  if (recipient.id !== null && spellings.includes(recipient.id)) return 'id'
  for (const { type, hashed, value, salt } of recipient.identifiers) {
    const fits = hashed
      ? spellings.some((spelling) => hashMatches(value, spelling, salt ?? ''))
      : spellings.some((spelling) => spellingsOf(value).includes(spelling))
    if (fits) return type
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
function hashMatches(identityHash: string, identity: string, salt: string): boolean {
  const [algorithm, digest = ''] = identityHash.toLowerCase().split('$', 2)
  const bytes = utf8ToBytes(identity + salt)
  if (algorithm === 'sha256') return digest === bytesToHex(sha256(bytes))
  return algorithm === 'md5' && digest === bytesToHex(md5(bytes))
}
