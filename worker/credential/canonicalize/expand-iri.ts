/** JSON-LD 1.1 Processing Algorithms, section 5.2 (IRI Expansion), without a base: what is relative is refused. Pure. */
import type { ActiveContext } from './active-context.ts'
import { leaveToReference } from './outside.ts'

/** What jsonld.js takes for absolute; its character range from + to . is kept. */
const ABSOLUTE_IRI = /^([A-Za-z][A-Za-z0-9+-.]*|_):[^\s]*$/

export function isAbsoluteIri(value: string): boolean {
  return ABSOLUTE_IRI.test(value)
}

/** An identifier: an IRI, a compact IRI, or a blank node (`_:` and its label). */
export function expandReference(value: string, active: ActiveContext): string {
  const iri = expandPrefix(value, active) ?? value
  return isAbsoluteIri(iri) && !iri.startsWith('@') ? iri : leaveToReference()
}

/** A type, or a value of a term with `@type: @vocab`: a term, an IRI, a compact IRI, or a word of `@vocab`. */
export function expandVocabulary(value: string, active: ActiveContext): string {
  if (value === '' || value.startsWith('@') || value.startsWith('_:')) leaveToReference()
  const term = active.term(value)
  const iri =
    term?.iri ?? expandPrefix(value, active) ?? (active.vocab === undefined ? value : active.vocab + value)
  return isAbsoluteIri(iri) && !iri.startsWith('_:') ? iri : leaveToReference()
}

/** The IRI when there is a colon and what is before it is no undefined prefix of a relative value; else undefined. */
function expandPrefix(value: string, active: ActiveContext): string | undefined {
  const colon = value.indexOf(':')
  if (colon <= 0) return undefined
  const prefix = value.slice(0, colon)
  if (prefix === '_' || value.startsWith('//', colon + 1)) return value
  const term = active.term(prefix)
  if (term?.isPrefix) return term.iri + value.slice(colon + 1)
  return isAbsoluteIri(value) ? value : undefined
}
