/**
 * The named choices of a verifier, each with its documented default. A caller may set some; a report's reader finds
 * in the problems where a tolerance was used. Pure.
 */
export interface VerificationPolicy {
  /** How far the issuer's clock and ours may differ, when dates are compared. */
  clockSkewSeconds: number
  /**
   * `one-of-issuer`: one good proof by a key of the issuer is enough (Open Badges 3.0, section 8.3).
   * `all`: every proof must be good (W3C Data Integrity, proof sets as a whole). Chains must hold whole in both.
   */
  proofs: 'one-of-issuer' | 'all'
  /**
   * Status lists with fewer entries than this leave the status open. 131,072 is the specification's minimum; below it
   * a list is read with a warning.
   */
  minimumStatusListLength: number
  /** A status list signed by another than the credential's issuer: `refuse` leaves the status open, `warn` reads it. */
  foreignStatusListIssuer: 'refuse' | 'warn'
  /**
   * Contexts that are not bundled: `refuse` leaves such a credential open; `pinned` fetches those with a hash in
   * `contextHashes`; `any` fetches every one, where a hash that is given must still fit.
   */
  unknownContexts: 'refuse' | 'pinned' | 'any'
  /** SHA-256 (hex) of a context's bytes, by its URL. */
  contextHashes: Readonly<Record<string, string>>
  /** Credentials within credentials (CLR, presentations, endorsements): levels, and how many in all. */
  maxNestingDepth: number
  maxNestedCredentials: number
  /** Documents fetched for one verification, all told. */
  maxFetches: number
}

export const defaultPolicy: VerificationPolicy = {
  clockSkewSeconds: 60,
  proofs: 'one-of-issuer',
  minimumStatusListLength: 131_072,
  foreignStatusListIssuer: 'refuse',
  unknownContexts: 'refuse',
  contextHashes: {},
  maxNestingDepth: 4,
  maxNestedCredentials: 100,
  maxFetches: 64,
}

/**
 * Sets of choices by name, for callers that cannot weigh each. `dcc` reads the status lists of the Digital Credentials
 * Consortium's software, which have 100,000 entries and are signed by another identity than the credentials.
 */
export const namedPolicies = {
  standard: {},
  dcc: { minimumStatusListLength: 100_000, foreignStatusListIssuer: 'warn' },
} as const satisfies Record<string, Partial<VerificationPolicy>>

export type PolicyName = keyof typeof namedPolicies
