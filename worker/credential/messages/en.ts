/**
 * English texts by code: findings of verification, and sentences for people. `{name}` is a placeholder.
 * Other languages have the same keys. A text says what is wrong and, where someone can act, what to do.
 */
export const en = {
  // Proof
  'signature-mismatch':
    'The signature does not match: the credential was changed after it was signed, or signed by another key.',
} as const

export type MessageCode = keyof typeof en

/** The text with its placeholders filled; an unknown placeholder stays as written. */
export function formatMessage(text: string, params: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
