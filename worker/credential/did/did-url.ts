/** DID URLs (DID Core 1.0, section 3): `did:method:identifier#fragment`. Pure. */

export interface DidUrl {
  did: string
  method: string
  /** What follows `did:method:`. */
  identifier: string
  /** With its `#`; '' where there is none. */
  fragment: string
}

const DID_URL = /^(did:([a-z0-9]+):([A-Za-z0-9._:%-]+))(#[^#]*)?$/
const MAX_CHARACTERS = 4096

/** Undefined for anything with a path or query, which no method here resolves. */
export function parseDidUrl(text: string): DidUrl | undefined {
  const match = text.length <= MAX_CHARACTERS ? DID_URL.exec(text) : null
  if (match === null) return undefined
  const [, did = '', method = '', identifier = '', fragment = ''] = match
  return { did, method, identifier, fragment }
}

/** The one verification method of a did:key or did:jwk, where only the DID was written; any other id as it is. */
export function withSoleMethod(id: string): string {
  const did = parseDidUrl(id)
  if (did === undefined || did.fragment !== '') return id
  if (did.method === 'key') return `${id}#${did.identifier}`
  return did.method === 'jwk' ? `${id}#0` : id
}
