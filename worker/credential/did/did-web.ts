/** did:web: a DID to the https URL of its document, and an https URL to its DID. Pure. */

/**
 * `did:web:example.org%3A8443:issuers:a` → `https://example.org:8443/issuers/a/did.json`. Undefined for what is no host
 * or path: only the port's colon may be encoded, so that an identifier cannot smuggle in a query or another host.
 */
export function didWebDocumentUrl(identifier: string): string | undefined {
  const base = didWebBaseUrl(identifier)
  if (base === undefined) return undefined
  return base.pathname === '/' ? `${base.origin}/.well-known/did.json` : `${base.href}/did.json`
}

/** The https URL that the DID stands for, without a slash at the end (save for a bare host). */
export function didWebBaseUrl(identifier: string): URL | undefined {
  const [host = '', ...path] = identifier.split(':')
  if (!/^[A-Za-z0-9.-]+(%3[Aa][0-9]{1,5})?$/.test(host)) return undefined
  if (path.some((segment) => !/^[A-Za-z0-9._~-]+$/.test(segment) || /^\.+$/.test(segment))) return undefined
  const authority = host.replace(/%3a/i, ':')
  const text = `https://${[authority, ...path].join('/')}`
  return URL.canParse(text) ? new URL(text) : undefined
}

/** `https://example.org:8443/issuers/a` → `did:web:example.org%3A8443:issuers:a`. */
export function didWebOf(url: string): string {
  const { host, pathname } = new URL(url)
  const path = pathname.split('/').filter((segment) => segment !== '')
  return ['did:web', host.replace(':', '%3A'), ...path].join(':')
}
