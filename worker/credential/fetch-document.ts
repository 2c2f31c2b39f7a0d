/**
 * The one port through which the core reaches documents that it was not given. Types only.
 * The Worker's implementation is the guarded network port; the browser's asks the edge; a test's throws or answers
 * from a table. An implementation never throws and never returns a partial body.
 */

/** Why a document is wanted. Implementations may refuse a purpose, and cap its bytes. */
export type FetchPurpose =
  | 'credential'
  | 'page'
  | 'did'
  | 'key'
  | 'issuer'
  | 'status-list'
  | 'context'
  | 'schema'
  | 'openbadges2'
  | 'achievement'
  | 'refresh'
  | 'related-resource'
  | 'registry'
  | 'domain-linkage'
  | 'image'

export interface FetchDocumentRequest {
  /** Absolute URL. Implementations refuse all but https (and their own origin). */
  url: string
  purpose: FetchPurpose
  /** Value of the Accept header. */
  accept: string
}

/** Where the answer came from: `own` is this deployment's store, `edge` is the Worker asked by a browser. */
export type FetchVia = 'network' | 'cache' | 'own' | 'edge' | 'bundled'

export interface FetchedDocument {
  ok: true
  /** The URL that answered, after redirects. */
  url: string
  status: number
  /** Media type without parameters, lower case; '' when absent. */
  contentType: string
  body: Uint8Array
  /** ISO 8601 time at which the origin server gave this answer (older than now when it came from a cache). */
  fetchedAt: string
  via: FetchVia
  /** Lower-case names of the few headers that verification may need: link, location, cache-control. */
  headers?: Record<string, string>
}

export type FetchFailureReason =
  /** No connection, or a broken answer. */
  | 'unreachable'
  /** The host's name could not be looked up, or has no address. */
  | 'unresolved'
  | 'timeout'
  | 'too-large'
  /** A good answer of a media type that cannot be what was asked for. */
  | 'wrong-type'
  /** Not https, or an address (also one that the name resolves to), port, redirect or purpose that this port refuses. */
  | 'refused'
  /** This verifier was told to work without the network. */
  | 'offline'

export interface FetchFailure {
  ok: false
  url: string
  reason: FetchFailureReason
}

/** HTTP error statuses are answers (`ok: true` with that `status`): 410 is how Open Badges 2.0 says 'revoked'. */
export type FetchDocument = (request: FetchDocumentRequest) => Promise<FetchedDocument | FetchFailure>
