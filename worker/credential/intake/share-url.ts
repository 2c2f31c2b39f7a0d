/**
 * Share pages of well-known platforms: where the platform publishes the credential behind a page, its address; where it
 * publishes none, its name, so that the answer is 'only a link' without a visit to a page that says nothing. Pure.
 */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const SLUG = '[A-Za-z0-9_-]{16,32}'

/** Open Badges 2.0 behind the page that people share: host, path, and the assertion's address. */
const PUBLISHED: { host: RegExp; path: RegExp; assertion: (id: string, host: string) => string }[] = [
  {
    host: /^(www\.)?(credly|youracclaim)\.com$/,
    path: new RegExp(`^/(?:[a-z]{2}(?:-[A-Z]{2})?/)?(?:earner/earned/badge|badges)/(${UUID})(?:/|$)`, 'i'),
    assertion: (id) => `https://api.credly.com/v1/obi/v2/badge_assertions/${id.toLowerCase()}`,
  },
  {
    // Canvas Credentials, Parchment Digital Badges, Badgr; regions have their own hosts: eu., ca., au.
    host: /^(?:badges\.parchment\.com|(?:(?:eu|ca|au)\.)?badgr\.(?:com|io))$/,
    path: new RegExp(`^/(?:public/)?assertions/(${SLUG})/?$`),
    assertion: (id, host) => {
      const region = /^(eu|ca|au)\./.exec(host)?.[1]
      return `https://api.${region ? `${region}.` : ''}badgr.io/public/assertions/${id}`
    },
  },
  {
    host: /^(www\.)?edubadges\.nl$/,
    path: new RegExp(`^/public/assertions/(${SLUG})/?$`),
    assertion: (id) => `https://api.edubadges.nl/public/assertions/${id}`,
  },
]

const LINK_ONLY: [platform: string, host: RegExp, path: RegExp][] = [
  ['Coursera', /^(www\.)?coursera\.org$/, /^\/(verify|share|account\/accomplishments)\//],
  ['LinkedIn Learning', /^(www\.)?linkedin\.com$/, /^\/learning\/certificates\//],
  ['Microsoft Learn', /^learn\.microsoft\.com$/, /\/(credentials|transcript)\//],
  ['Google Skills', /^(www\.)?(skills\.google|cloudskillsboost\.google)$/, /^\/public_profiles\//],
  ['Accredible', /(^|\.)(credential\.net|accredible\.com)$/, /^\//],
  ['edX', /^(courses\.edx\.org|credentials\.edx\.org)$/, /^\/(certificates|credentials)\//],
]

/** The address of the credential behind a share page, or null when the platform is unknown or publishes none. */
export function shareUrlToCredentialUrl(url: string): string | null {
  const parsed = parseWebUrl(url)
  if (!parsed) return null
  for (const { host, path, assertion } of PUBLISHED) {
    const id = host.test(parsed.hostname) ? path.exec(parsed.pathname)?.[1] : undefined
    if (id !== undefined) return assertion(id, parsed.hostname)
  }
  return null
}

/** The platform's name when its share pages are known to publish no credential to check. */
export function linkOnlyPlatform(url: string): string | null {
  const parsed = parseWebUrl(url)
  const found =
    parsed && LINK_ONLY.find(([, host, path]) => host.test(parsed.hostname) && path.test(parsed.pathname))
  return found ? found[0] : null
}

function parseWebUrl(url: string): URL | null {
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed : null
}
