/**
 * An issuer in an OpenID Federation 1.0 (sections 4, 8.1 and 10): the trust anchor is asked for its statement about the
 * issuer; where it has none, the issuer's own `authority_hints` are followed up to the anchor, every statement on the way
 * signed by the one above it. Only whether a chain stands is told: no metadata is used, so that no metadata policy is
 * applied to any. I/O only by the port, bounded.
 */

import { didWebBaseUrl } from '../did/did-web.ts'
import type { FetchDocument } from '../fetch-document.ts'
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import type { CompactJws } from '../proof/compact-jws.ts'
import type { Source } from '../verify/report.ts'
import {
  type Asking,
  fetchConfiguration,
  fetchSubordinate,
  isSignedBy,
  withoutSlash,
} from './entity-statement.ts'
import type { RegistryAnswer, UnreachableReason } from './registry.ts'

/** Entities between an issuer and its anchor: real federations have one or two. */
const MAX_INTERMEDIATES = 5
const MAX_HINTS = 5
/** Superiors looked at in all, whatever the hints lead to. */
const MAX_SUPERIORS = 16

/** What a host that is in no federation answers where its statement would be: nothing, or some page. */
const NO_ENTITY: ReadonlySet<UnreachableReason> = new Set([
  'HTTP 404',
  'HTTP 410',
  'wrong-type',
  'not-a-token',
])

export interface TrustAnchor {
  /** Its entity identifier. */
  url: string
  /** Its keys, had by another way than its own site (section 10.3); without them the site's word is taken. */
  jwks?: JsonObject | undefined
}

export async function lookUpInFederation(
  { url, jwks }: TrustAnchor,
  issuerId: string,
  { now, fetchDocument }: { now: Date; fetchDocument: FetchDocument },
): Promise<RegistryAnswer> {
  const sources: Source[] = []
  const asking: Asking = { now, fetchDocument, sources }
  const unreachable = (reason: UnreachableReason): RegistryAnswer => ({
    answer: 'unreachable',
    reason,
    sources,
  })

  const anchor = await fetchConfiguration(withoutSlash(url), asking)
  if (typeof anchor === 'string') return unreachable(anchor)
  if (jwks !== undefined && !(await isSignedBy(anchor, jwks))) return unreachable('statement-invalid')

  const direct = await fetchSubordinate(anchor, issuerId, asking)
  if (typeof direct !== 'string') return { answer: 'registered', sources }
  if (direct !== 'HTTP 404') return unreachable(direct)

  const entity = entityOf(issuerId)
  const issuer = entity === null ? 'HTTP 404' : await fetchConfiguration(entity, asking)
  if (typeof issuer === 'string') {
    return NO_ENTITY.has(issuer) ? { answer: 'not-registered', sources } : unreachable(issuer)
  }
  const found = await new Climb(anchor, asking).from(issuer)
  if (found === 'anchored') return { answer: 'registered', sources }
  return found === 'elsewhere' ? { answer: 'not-registered', sources } : unreachable(found.reason)
}

/** The https identifier under which a DID's web place would be an entity; null where it has none. */
function entityOf(issuerId: string): string | null {
  if (issuerId.startsWith('did:web:')) {
    const base = didWebBaseUrl(issuerId.slice('did:web:'.length))
    return base ? withoutSlash(base.href) : null
  }
  return issuerId.startsWith('https://') ? withoutSlash(issuerId) : null
}

/** `elsewhere`: every way was followed to its end, and none leads to the anchor. */
type Found = 'anchored' | 'elsewhere' | { reason: UnreachableReason }

class Climb {
  readonly #anchorId: string
  readonly #seen = new Set<string>()

  constructor(
    private readonly anchor: CompactJws,
    private readonly asking: Asking,
  ) {
    this.#anchorId = withoutSlash(String(anchor.payload.sub))
  }

  /** `below`: intermediates between `lower`'s superior and the issuer. */
  async from(lower: CompactJws, below = 0): Promise<Found> {
    if (below > MAX_INTERMEDIATES) return { reason: 'chain-too-long' }
    const hints = asArray(lower.payload.authority_hints)
      .filter((hint) => typeof hint === 'string')
      .slice(0, MAX_HINTS)
    let found: Found = 'elsewhere'
    for (const hint of hints.map(withoutSlash)) {
      const one = await this.#through(hint, lower, below)
      if (one === 'anchored') return one
      if (found === 'elsewhere') found = one
    }
    return found
  }

  async #through(superiorId: string, lower: CompactJws, below: number): Promise<Found> {
    if (this.#seen.has(superiorId)) return 'elsewhere'
    if (this.#seen.size >= MAX_SUPERIORS) return { reason: 'chain-too-long' }
    this.#seen.add(superiorId)
    const isAnchor = superiorId === this.#anchorId
    const superior = isAnchor ? this.anchor : await fetchConfiguration(superiorId, this.asking)
    if (typeof superior === 'string') return { reason: superior }
    const statement = await fetchSubordinate(superior, withoutSlash(String(lower.payload.sub)), this.asking)
    if (typeof statement === 'string') return statement === 'HTTP 404' ? 'elsewhere' : { reason: statement }
    // What the superior vouches for are these keys: the lower entity's own statement must be by one of them.
    if (!(await isSignedBy(lower, statement.payload.jwks))) return { reason: 'statement-invalid' }
    if (!allows(statement.payload.constraints, below)) return { reason: 'constraint-broken' }
    return isAnchor ? 'anchored' : this.from(superior, below + 1)
  }
}

/** Section 6.2. Names are not compared here, so that a constraint on them is taken as broken. */
function allows(constraints: unknown, below: number): boolean {
  if (constraints === undefined) return true
  if (!isJsonObject(constraints) || constraints.naming_constraints !== undefined) return false
  const { max_path_length: longest } = constraints
  return longest === undefined || (typeof longest === 'number' && below <= longest)
}
