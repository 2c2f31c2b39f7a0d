/**
 * Handing a credential to its holder's wallet: an offer with a pre-authorized code, the code for an access token, the token for
 * the bytes that were issued (OpenID for Verifiable Credential Issuance 1.0, sections 4 to 8). Nothing is signed anew, and no
 * key of the wallet is bound: the credential names its holder by hash. Code and token are 256 random bits, kept as hashes.
 */
import { base64url } from 'jose'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import { sameSecret, sha256Hex } from './access-token.ts'
import { findPublicCredential } from './find-credential.ts'

/** Credential Format Identifiers; also the identifiers of the two credential configurations. The first is offered by default. */
export const CREDENTIAL_FORMATS = ['ldp_vc', 'jwt_vc_json'] as const
export type CredentialFormat = (typeof CREDENTIAL_FORMATS)[number]

export const PRE_AUTHORIZED_CODE = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
const TX_CODE_DIGITS = 6
export const OFFER_SECONDS = 15 * 60
export const TOKEN_SECONDS = 10 * 60
/** Of transaction codes; then the offer is void. */
const MAX_ATTEMPTS = 5
const SECRET_BYTES = 32

export interface MadeOffer {
  code: string
  /** To be told to the learner another way than the offer. */
  txCode: string | null
  expiresAt: Date
}

/** Voids the open offer before it. Refuses `not-found`, `gone` (erased), `conflict` (revoked, withdrawn). */
export async function offerToWallet(
  deps: Deps,
  credentialId: string,
  { format = 'ldp_vc', withTxCode = false }: { format?: CredentialFormat | undefined; withTxCode?: boolean },
): Promise<MadeOffer> {
  const credential = await findPublicCredential(deps, credentialId)
  if (credential.erasedAt !== null) throw new Refusal('gone', 'The data of this credential was erased.')
  if (!mayBeHandedOver(credential))
    throw new Refusal('conflict', 'It is revoked, or its holder withdrew it: no wallet is given it.')
  const code = randomSecret()
  const codeHash = await sha256Hex(code)
  const txCode = withTxCode ? randomDigits() : null
  const txCodeHash = txCode === null ? null : await hashTxCode(deps, codeHash, txCode)
  const expiresAt = new Date(deps.clock.now().getTime() + OFFER_SECONDS * 1000)
  await deps.commit(deps.walletOffers.replace(codeHash, { credentialId, format, txCodeHash }, expiresAt))
  return { code, txCode, expiresAt }
}

/** The Credential Offer object (section 4.1.1). The Credential Issuer Identifier is the achievement's address. */
export function credentialOffer(
  { origin }: Pick<Deps, 'origin'>,
  offer: { code: string; achievementId: string; format: string; hasTxCode: boolean },
) {
  const { code, achievementId, format, hasTxCode } = offer
  return {
    credential_issuer: `${origin}/achievements/${achievementId}`,
    credential_configuration_ids: [format],
    grants: {
      [PRE_AUTHORIZED_CODE]: {
        'pre-authorized_code': code,
        ...(hasTxCode ? { tx_code: { input_mode: 'numeric', length: TX_CODE_DIGITS } } : {}),
      },
    },
  }
}

/** Null where the code is used, too old or unknown. */
export async function openOffer(deps: Deps, code: string) {
  const offer = await deps.walletOffers.findOpen(await sha256Hex(code), deps.clock.now())
  const credential = offer === null ? null : await forWallet(deps, offer.credentialId)
  return offer === null || credential === null ? null : { ...offer, credential }
}

/** An access token, or the error by section 6.3. A code that was wrong in any way is `invalid_grant`. */
export async function exchangeCode(
  deps: Deps,
  code: string,
  txCode: string | null,
): Promise<{ token: string } | { error: 'invalid_grant' | 'invalid_request' }> {
  const [codeHash, now] = [await sha256Hex(code), deps.clock.now()]
  const open = await deps.walletOffers.findOpen(codeHash, now)
  if (open === null) return { error: 'invalid_grant' }
  if ((open.txCodeHash === null) !== (txCode === null)) return { error: 'invalid_request' }
  const offer = await deps.walletOffers.attempt(codeHash, now, MAX_ATTEMPTS)
  if (offer === null) return { error: 'invalid_grant' }
  if (
    txCode !== null &&
    !(await sameSecret(await hashTxCode(deps, codeHash, txCode), offer.txCodeHash ?? ''))
  )
    return { error: 'invalid_grant' }
  if ((await forWallet(deps, offer.credentialId)) === null) return { error: 'invalid_grant' }
  const token = randomSecret()
  const until = new Date(now.getTime() + TOKEN_SECONDS * 1000)
  const isFirst = await deps.walletOffers.exchange(codeHash, now, await sha256Hex(token), until)
  return isFirst ? { token } : { error: 'invalid_grant' }
}

/** The id of the credential that an access token opens. */
export async function credentialOfToken(deps: Deps, token: string): Promise<string | null> {
  const offer = await deps.walletOffers.findByToken(await sha256Hex(token), deps.clock.now())
  return offer?.credentialId ?? null
}

/** Uses the code up (VCALM exchange, which knows no tokens). */
export async function takeByCode(deps: Deps, code: string): Promise<CredentialRecord | null> {
  const offer = await deps.walletOffers.take(await sha256Hex(code), deps.clock.now())
  return offer === null ? null : forWallet(deps, offer.credentialId)
}

/** Null where it is not handed over: revoked, withdrawn by its holder, or erased. */
export async function forWallet(deps: Deps, credentialId: string): Promise<CredentialRecord | null> {
  const credential = await deps.credentials.findPublic(credentialId)
  return credential !== null && mayBeHandedOver(credential) ? credential : null
}

function mayBeHandedOver(credential: CredentialRecord & { isWithdrawn: boolean }): boolean {
  return credential.state !== 'revoked' && !credential.isWithdrawn && credential.erasedAt === null
}

function hashTxCode({ vault }: Pick<Deps, 'vault'>, codeHash: string, txCode: string): Promise<string> {
  return vault.blindIndex(`${codeHash}/${txCode}`, 'wallet-tx-code')
}

function randomSecret(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
}

function randomDigits(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1))
  return String(number % 10 ** TX_CODE_DIGITS).padStart(TX_CODE_DIGITS, '0')
}
