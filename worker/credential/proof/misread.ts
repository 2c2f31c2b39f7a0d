/** A member that is not read as it was signed: the findings of misread-terms.ts. Pure. */

export interface Misread {
  /**
   * `unsigned-term`: shown, and not signed so. `hidden-term`: signed, and not shown. `unsigned-type` and `unsigned-name`: an
   * issuer's own type or member, signed by an IRI that does not tell the name.
   */
  code: 'unsigned-term' | 'hidden-term' | 'unsigned-type' | 'unsigned-name'
  term: string
  /** Genuine credentials are written so, too: it tells no forgery, and nothing is believed. */
  isOpen: boolean
}

export function unsigned(term: string): Misread {
  return { code: 'unsigned-term', term, isOpen: false }
}

export function untold(term: string): Misread {
  return { code: 'unsigned-name', term, isOpen: true }
}

export function hidden(term: string, isOpen: boolean): Misread {
  return { code: 'hidden-term', term, isOpen }
}
