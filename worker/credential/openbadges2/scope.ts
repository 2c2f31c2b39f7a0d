/**
 * May this issuer's badges be hosted here? Open Badges 2.0, VerificationObject: `allowedOrigins` (by default the host of
 * the issuer's id) and `startsWith`; both must hold. Pure.
 */
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { webUrlOf } from './load-node.ts'

export function isInHostingScope(assertionId: string, issuer: JsonObject): boolean {
  const url = webUrlOf(assertionId)
  const issuerUrl = webUrlOf(issuer.id)
  if (url === null || issuerUrl === null) return false
  const verification = asArray(issuer.verification).find(isJsonObject) ?? {}
  const prefixes = asArray(verification.startsWith).filter((prefix) => typeof prefix === 'string')
  if (prefixes.length > 0 && !prefixes.some((prefix) => startsWith(url, prefix))) return false
  const origins = asArray(verification.allowedOrigins).filter((origin) => typeof origin === 'string')
  const hosts = origins.length > 0 ? origins.map(hostOf) : [new URL(issuerUrl).host]
  return hosts.includes(new URL(url).host)
}

function startsWith(url: string, prefix: string): boolean {
  const secure = prefix.replace(/^http:/i, 'https:')
  return secure.startsWith('https://') && url.startsWith(secure)
}

/** By the letter a host; written as a whole origin in the wild. */
function hostOf(origin: string): string {
  return /^https?:\/\//i.test(origin) && URL.canParse(origin) ? new URL(origin).host : origin.toLowerCase()
}
