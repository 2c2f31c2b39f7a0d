/** What is wrong with a deployment's variables and secrets, in words for its operator; never a value. Pure. */
import { retentionFault } from './forget-old.ts'
import { isResolver } from './http/judge-name.ts'
import { registriesAreReadable } from './http/verifier.ts'
import { areEncryptionKeys } from './issuing/vault.ts'

const MINIMUM_TOKEN_LENGTH = 24

/** Without these nothing is answered: names given out under a mistyped origin would stay wrong for good. */
export function foundationFault({
  PUBLIC_ORIGIN = '',
  OPERATOR_TOKEN = '',
  KEY_ENCRYPTION_KEY = '',
}: Partial<Env>): string | undefined {
  if (!isOrigin(PUBLIC_ORIGIN))
    return 'PUBLIC_ORIGIN is missing or no origin: set it to where this deployment is reached, in small letters and without a path, like https://badges.example.org'
  if (OPERATOR_TOKEN.length < MINIMUM_TOKEN_LENGTH)
    return `OPERATOR_TOKEN is missing or shorter than ${MINIMUM_TOKEN_LENGTH} characters: wrangler secret put OPERATOR_TOKEN`
  if (!areEncryptionKeys(KEY_ENCRYPTION_KEY))
    return 'KEY_ENCRYPTION_KEY is missing or not base64url of 32 bytes. Make one with: openssl rand -base64 32 | tr "+/" "-_" | tr -d "="'
  return undefined
}

export function configurationFault(env: Env): string | undefined {
  const { TRUST_REGISTRIES, DNS_OVER_HTTPS, MAIL_FROM } = env
  const fault = foundationFault(env)
  if (fault !== undefined) return fault
  if (!registriesAreReadable(TRUST_REGISTRIES))
    return 'TRUST_REGISTRIES is not a JSON list of registries: see worker/http/verifier.ts for its form.'
  if (DNS_OVER_HTTPS !== undefined && !isResolver(DNS_OVER_HTTPS))
    return 'DNS_OVER_HTTPS is neither the https address of a resolver nor off.'
  if (MAIL_FROM && !/^[^\s@<>]+@[^\s@<>]+$/.test(MAIL_FROM))
    return 'MAIL_FROM is not an e-mail address: give one of a domain onboarded to Cloudflare Email Service.'
  return retentionFault(env)
}

/** As the URL parser writes it, but for a slash at its end. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')
}
