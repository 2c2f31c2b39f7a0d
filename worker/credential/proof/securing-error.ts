/** Why a document cannot be secured or derived as asked. The caller turns it into a refusal by `code`. */

export type SecuringErrorCode =
  /** The signer's key cannot make a proof of this suite. */
  | 'key-does-not-fit'
  /** A proof to build on is not in the document, or not just once. */
  | 'previous-proof-missing'
  /** A JSON Pointer that leads nowhere. */
  | 'pointer-not-found'
  /** No base proof of ecdsa-sd-2023 to derive from, or several. */
  | 'base-proof-missing'
  /** A part of an ordered list, whose nodes cannot be told apart once the rest is left out. */
  | 'list-not-disclosable'
  /** A derived credential that would show nothing. */
  | 'nothing-selected'

export class SecuringError extends Error {
  override readonly name = 'SecuringError'

  constructor(
    readonly code: SecuringErrorCode,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`)
  }
}
