/** The addresses by which one offer reaches a wallet: as code to scan, as button, by either protocol. Pure. */

export interface WalletLinks {
  /** Of the Credential Offer: OpenID for Verifiable Credential Issuance 1.0, section 4.1.3. */
  credentialOfferUri: string
  /** Opens an OpenID4VCI wallet on this device. */
  walletUrl: string
  /** An interaction URL (VCALM 1.0, section 3.7): a page for people, the protocols for wallets. */
  interactionUrl: string
  /** Opens the Learner Credential Wallet of the Digital Credentials Consortium, which takes part in VC API exchanges. */
  learnerCredentialWalletUrl: string | null
}

/** An exchange has no place for a transaction code. */
export function walletLinks(origin: string, code: string, hasTxCode = false): WalletLinks {
  const credentialOfferUri = `${origin}/wallet-offers/${code}`
  const request = { credentialRequestOrigin: origin, protocols: { vcapi: credentialOfferUri } }
  return {
    credentialOfferUri,
    walletUrl: `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(credentialOfferUri)}`,
    interactionUrl: `${credentialOfferUri}?iuv=1`,
    learnerCredentialWalletUrl: hasTxCode
      ? null
      : `https://lcw.app/request?request=${encodeURIComponent(JSON.stringify(request))}`,
  }
}
