/** Proving a sender genuine: one door to the six ways. Pure; the vendor's JWKS comes through a port. Fails closed. */
import { type AccessTokenScheme, proveAccessToken } from './access-token.ts'
import { type CanonicalRequestScheme, proveCanonicalRequest } from './canonical-request.ts'
import { type AuthenticityFinding, type Delivery, type ProofStrength, refused } from './delivery.ts'
import { type HmacScheme, proveHmac } from './hmac.ts'
import { isAllowedAddress } from './ip-allow-list.ts'
import { type PresentedSecretScheme, provePresentedSecret } from './presented-secret.ts'
import { type FetchJwks, proveSignedJwtBody, type SignedJwtBodyScheme } from './signed-jwt-body.ts'
import { proveStandardWebhook, type StandardWebhooksScheme } from './standard-webhooks.ts'

export type AuthenticityScheme =
  | StandardWebhooksScheme
  | HmacScheme
  | CanonicalRequestScheme
  | PresentedSecretScheme
  | AccessTokenScheme
  | SignedJwtBodyScheme

export interface ProofContext {
  connectionId: string
  scheme: AuthenticityScheme
  /** All secrets that are valid now: more than one while a rotation overlaps. */
  secrets: string[]
  /** Sender addresses, single or CIDR; empty allows all. */
  allowedAddresses: string[]
  fetchJwks: FetchJwks
}

export async function proveGenuine(context: ProofContext, delivery: Delivery): Promise<AuthenticityFinding> {
  const { scheme, secrets } = context
  if (!isAllowedAddress(delivery.ip, context.allowedAddresses)) return refused('address-not-allowed')
  if (scheme.way === 'signed-jwt-body') {
    // Such keys are the vendor's, for all its customers: the secret address tells our customer's events from another's.
    const ours =
      secrets.length === 0 || (await provePresentedSecret({ way: 'secret-url' }, secrets, delivery)).genuine
    return ours ? proveSignedJwtBody(scheme, delivery, context.fetchJwks) : refused('secret-wrong')
  }
  if (secrets.length === 0) return refused('no-secret-configured')
  switch (scheme.way) {
    case 'standard-webhooks':
      return proveStandardWebhook(scheme, secrets, delivery)
    case 'hmac-sha256':
      return proveHmac(scheme, secrets, delivery)
    case 'canonical-request-hmac':
      return proveCanonicalRequest(scheme, secrets, delivery)
    case 'oauth-client-credentials':
      return proveAccessToken(context.connectionId, secrets, delivery)
    default:
      return provePresentedSecret(scheme, secrets, delivery)
  }
}

/** What a scheme's proof is worth, in words for the person who sets it up. */
export function statementOfStrength(scheme: AuthenticityScheme): {
  strength: ProofStrength
  statement: string
} {
  switch (scheme.way) {
    case 'standard-webhooks':
    case 'canonical-request-hmac':
      return {
        strength: 'strong',
        statement:
          'Every delivery is signed with its time. Without the secret nobody can make one, or send an old one again.',
      }
    case 'hmac-sha256':
      return scheme.timestamp
        ? {
            strength: 'strong',
            statement:
              'Every delivery is signed with its time. Without the secret nobody can make one, or send an old one again.',
          }
        : {
            strength: 'replayable',
            statement:
              'Every delivery is signed, but without its time: who captures one can send it again. A repeat is recognised by the event’s own id or content and awards nothing.',
          }
    case 'signed-jwt-body':
      return {
        strength: 'replayable',
        statement:
          'The body is signed with the vendor’s own published key, the same for all its customers, and comes to an address that only yours knows. A repeat is recognised by its id or content and awards nothing.',
      }
    case 'oauth-client-credentials':
      return {
        strength: 'weak',
        statement:
          'The sender fetches a token from us and shows it. The token ends after an hour, but the body is not signed: who sees a token can send what he likes until then.',
      }
    case 'secret-url':
      return {
        strength: 'weak',
        statement:
          'This sender signs nothing. Its secret is a part of the address: whoever learns the address, from a log or a screenshot, can report completions that never happened. Use an address allow-list and hold for approval where it matters.',
      }
    default:
      return {
        strength: 'weak',
        statement:
          'The sender shows a fixed secret and signs nothing: whoever sees one delivery can make any other. Use an address allow-list and hold for approval where it matters.',
      }
  }
}
