/**
 * Which addresses the network port may ask. Pure. What credentials name is hostile: https to a public host name, port
 * 443, and nothing else. The URL parser has made one spelling of the many (IDNA, full-width digits, hex and octal IPv4,
 * percent-encoding, case) before the host is judged, and what is fetched is that one spelling.
 * What a public name resolves to is judged by judge-name.ts; zones made for private addresses are refused here, too.
 */

export type UrlVerdict = { ok: true; url: URL } | { ok: false }

const MAX_URL_LENGTH = 2048

/** Special-use names (RFC 6761, RFC 8375, RFC 9476) and those that networks use for themselves. */
const PRIVATE_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
  'in-addr.arpa',
  'ip6.arpa',
  'onion',
  'invalid',
  'alt',
  'svc',
  'consul',
  'docker',
  'kubernetes',
]

/** Public zones whose names answer with the address that is written in them, or with loopback. */
const REBINDING_ZONES = [
  'nip.io',
  'sslip.io',
  'xip.io',
  'localtest.me',
  'lvh.me',
  'vcap.me',
  'lacolhost.com',
  'traefik.me',
]

export function judgeUrl(text: string, base?: URL): UrlVerdict {
  if (text.length > MAX_URL_LENGTH) return { ok: false }
  const url = URL.parse(text, base?.href)
  if (url === null || url.protocol !== 'https:' || url.port !== '') return { ok: false }
  if (url.username !== '' || url.password !== '' || !isPublicName(url.hostname)) return { ok: false }
  url.hash = ''
  // The same host with a dot at its end is still the same: our own, for one.
  url.hostname = url.hostname.replace(/\.$/, '')
  return { ok: true, url }
}

/** A DNS name of two labels or more with a top-level domain that can be public; no address literal of any form. */
export function isPublicName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  if (name.length > 253 || name.startsWith('[') || name.includes(':')) return false
  const labels = name.split('.')
  if (labels.length < 2 || !labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label))) return false
  if (!/^(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/.test(labels.at(-1) as string)) return false
  return ![...PRIVATE_SUFFIXES, ...REBINDING_ZONES].some((zone) => name === zone || name.endsWith(`.${zone}`))
}
