/** One delivery as it reached us, and what proving its sender genuine can find. Types only. */

/** What every scheme is proven on: the bytes as received, before any decoding. */
export interface Delivery {
  method: string
  /** Absolute URL as the sender addressed it. */
  url: string
  headers: Headers
  /** Raw body: still compressed when the sender compressed it. */
  body: Uint8Array
  /** The sender's address as the edge saw it; undefined when unknown. */
  ip?: string
  /** The part of the path after `/hooks/{connection}/`; '' when absent. */
  pathSecret: string
  receivedAt: Date
}

/** `strong`: nobody but a holder of the secret can make or replay it. `replayable`: a captured delivery can be sent again. `weak`: the secret itself travels. */
export type ProofStrength = 'strong' | 'replayable' | 'weak'

export type RefusalReason =
  | 'header-missing'
  | 'header-malformed'
  | 'signature-wrong'
  | 'timestamp-malformed'
  | 'timestamp-too-old'
  | 'timestamp-too-new'
  | 'secret-wrong'
  | 'address-not-allowed'
  | 'body-hash-wrong'
  | 'token-malformed'
  | 'token-algorithm-refused'
  | 'token-expired'
  | 'token-claim-wrong'
  | 'key-unavailable'
  | 'no-secret-configured'
  /** Not read, so not proven: what announces itself as larger is seen so, too. */
  | 'body-too-large'

export interface Genuine {
  genuine: true
  strength: ProofStrength
  /** The scheme's own message id (Standard Webhooks), which its signature covers. */
  messageId?: string
  /** Decoded body where the scheme wraps it (signed JWT); otherwise the received bytes stand. */
  payload?: Uint8Array
}

export interface NotGenuine {
  genuine: false
  reason: RefusalReason
}

export type AuthenticityFinding = Genuine | NotGenuine

export function refused(reason: RefusalReason): NotGenuine {
  return { genuine: false, reason }
}
