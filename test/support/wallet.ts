/** A wallet that we did not write: @openid4vc/openid4vci, which Credo and Paradym are built on, speaking to the Worker. */

import { exports } from 'cloudflare:workers'
import { clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { Openid4vciClient } from '@openid4vc/openid4vci'

const unused = () => {
  throw new Error('A credential that is bound to no key needs no cryptography of the wallet.')
}

export function makeWallet() {
  /** Every answer that the wallet was given. */
  const seen: { url: string; response: Response }[] = []
  const client = new Openid4vciClient({
    callbacks: {
      fetch: async (input, init) => {
        const request = new Request(input as string, init as RequestInit)
        const response = await exports.default.fetch(request)
        const body = response.status === 204 ? null : await response.arrayBuffer()
        const kept = () => new Response(body, { status: response.status, headers: response.headers })
        seen.push({ url: request.url, response: kept() })
        return kept()
      },
      hash: async (data, algorithm) =>
        new Uint8Array(await crypto.subtle.digest(algorithm, data as Uint8Array<ArrayBuffer>)),
      generateRandom: (count) => crypto.getRandomValues(new Uint8Array(count)),
      clientAuthentication: clientAuthenticationAnonymous(),
      signJwt: unused,
    },
  })

  return {
    client,
    seen,
    /** From the link of a button or QR code to an access token. */
    async open(walletUrl: string, txCode?: string) {
      const credentialOffer = await client.resolveCredentialOffer(walletUrl)
      const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
      const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
        credentialOffer,
        issuerMetadata,
        ...(txCode === undefined ? {} : { txCode }),
      })
      return { credentialOffer, issuerMetadata, accessToken: accessTokenResponse.access_token }
    },
  }
}
