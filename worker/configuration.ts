/** What is wrong with a deployment's variables and secrets, in words for its operator; never a value. Pure. */
import { isResolver } from './http/judge-name.ts'
import { registriesAreReadable } from './http/verifier.ts'

const MINIMUM_TOKEN_LENGTH = 24

export function configurationFault({
  PUBLIC_ORIGIN,
  OPERATOR_TOKEN,
  KEY_ENCRYPTION_KEY,
  TRUST_REGISTRIES,
  DNS_OVER_HTTPS,
  MAIL_FROM,
}: Env): string | undefined {
  if (!/^https?:\/\/[^/]+\/?$/.test(PUBLIC_ORIGIN ?? ''))
    return 'PUBLIC_ORIGIN is missing: set it to where this deployment is reached, like https://badges.example.org'
  if ((OPERATOR_TOKEN ?? '').length < MINIMUM_TOKEN_LENGTH)
    return `OPERATOR_TOKEN is missing or shorter than ${MINIMUM_TOKEN_LENGTH} characters: wrangler secret put OPERATOR_TOKEN`
  if (!KEY_ENCRYPTION_KEY) return 'KEY_ENCRYPTION_KEY is missing: wrangler secret put KEY_ENCRYPTION_KEY'
  if (!registriesAreReadable(TRUST_REGISTRIES))
    return 'TRUST_REGISTRIES is not a JSON list of registries: see worker/http/verifier.ts for its form.'
  if (DNS_OVER_HTTPS !== undefined && !isResolver(DNS_OVER_HTTPS))
    return 'DNS_OVER_HTTPS is neither the https address of a resolver nor off.'
  if (MAIL_FROM && !/^[^\s@<>]+@[^\s@<>]+$/.test(MAIL_FROM))
    return 'MAIL_FROM is not an e-mail address: give one of a domain onboarded to Cloudflare Email Service.'
  return undefined
}
