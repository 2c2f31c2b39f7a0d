/**
 * English texts by code: findings of verification, and sentences for people. `{name}` is a placeholder.
 * Other languages have the same keys. A text says what is wrong and, where someone can act, what to do.
 */
export const en = {
  // Intake: reading what was given
  'input-empty': 'There is nothing to check: the file or text is empty.',
  'input-too-large': 'This is too large to be a credential (the limit is 10 MB). Give the credential alone.',
  'input-not-recognised':
    'No credential was recognised here. Give its JSON, its token, a badge picture (PNG or SVG), a PDF certificate or its link.',
  'json-syntax': 'This begins like JSON but is not well formed. Copy the whole file again.',
  'json-too-large': 'This JSON is larger than any credential should be, and was not read.',
  'json-too-deep': 'This JSON is nested too deeply to be a credential, and was not read.',
  'json-duplicate-key':
    'The name "{detail}" stands twice in one object, so programs may read different things from it. It cannot be trusted; ask the issuer for a correct copy.',
  'json-forbidden-key': 'The name "{detail}" is not allowed in a credential.',
  'json-lone-surrogate': 'The text contains a broken character, so it cannot be what was signed.',
  'json-number-range':
    'The number {detail} is too large to be read exactly, so what is shown might not be what was signed.',
  'not-a-token': 'This looks like a token but its parts cannot be decoded. Copy the whole token again.',

  // Proof
  'signature-mismatch':
    'The signature does not match: the credential was changed after it was signed, or signed by another key.',
} as const

export type MessageCode = keyof typeof en

/** The text with its placeholders filled; an unknown placeholder stays as written. */
export function formatMessage(text: string, params: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
