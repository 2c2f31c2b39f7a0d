/** One entity statement of OpenID Federation 1.0 (sections 3 and 10.2): fetched, read, and judged. I/O only by the port. */
import type { FetchDocument } from '../fetch-document.ts'
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { parsePublicJwk } from '../key/index.ts'
import { verifySignature } from '../key/verify-signature.ts'
import { algorithmOfHeader, type CompactJws, parseCompactJws } from '../proof/compact-jws.ts'
import type { Source } from '../verify/report.ts'
import type { UnreachableReason } from './registry.ts'

export interface Asking {
  now: Date
  fetchDocument: FetchDocument
  /** What was read, in order. */
  sources: Source[]
}

const SKEW_SECONDS = 60
const MAX_KEYS = 20
/** The operators of section 6.1.3, which every participant knows. */
const POLICY_OPERATORS = ['value', 'add', 'default', 'one_of', 'subset_of', 'superset_of', 'essential']

/** The statement, or the code of why there is none. */
async function fetchStatement(url: string, asking: Asking): Promise<CompactJws | UnreachableReason> {
  const accept = 'application/entity-statement+jwt'
  const fetched = await asking.fetchDocument({ url, purpose: 'registry', accept })
  if (!fetched.ok) return fetched.reason
  asking.sources.push({ url: fetched.url, via: fetched.via, at: fetched.fetchedAt })
  if (fetched.status !== 200) return `HTTP ${fetched.status}`
  const parsed = parseCompactJws(new TextDecoder().decode(fetched.body).trim())
  return 'payload' in parsed ? parsed : 'not-a-token'
}

/** What an entity says of itself, signed by its own keys; or the code of why that cannot be had. */
export async function fetchConfiguration(
  entity: string,
  asking: Asking,
): Promise<CompactJws | UnreachableReason> {
  const statement = await fetchStatement(`${entity}/.well-known/openid-federation`, asking)
  if (typeof statement === 'string') return statement
  const isGood =
    isAbout(statement.payload, entity, entity, asking.now) &&
    (await isSignedBy(statement, statement.payload.jwks)) &&
    isUnderstood(statement.payload)
  return isGood ? statement : 'statement-invalid'
}

/** What a superior, by its configuration, says of an entity below it. */
export async function fetchSubordinate(
  { payload }: CompactJws,
  subject: string,
  asking: Asking,
): Promise<CompactJws | UnreachableReason> {
  const superior = withoutSlash(String(payload.sub))
  const endpoint = fetchEndpoint(payload)
  if (endpoint === null) return 'no-fetch-endpoint'
  endpoint.searchParams.set('sub', subject)
  const statement = await fetchStatement(endpoint.href, asking)
  if (typeof statement === 'string') return statement
  const isGood =
    isAbout(statement.payload, superior, subject, asking.now) &&
    (await isSignedBy(statement, payload.jwks)) &&
    isUnderstood(statement.payload)
  return isGood ? statement : 'statement-invalid'
}

/** Current, from `issuer`, about `subject`. */
function isAbout({ iss, sub, exp, iat }: JsonObject, issuer: string, subject: string, now: Date): boolean {
  const seconds = now.getTime() / 1000
  const isCurrent =
    typeof exp === 'number' &&
    exp > seconds - SKEW_SECONDS &&
    typeof iat === 'number' &&
    iat < seconds + SKEW_SECONDS
  const isFrom = typeof iss === 'string' && withoutSlash(iss) === issuer
  return isCurrent && isFrom && typeof sub === 'string' && (sub === subject || withoutSlash(sub) === subject)
}

/**
 * `crit` and `metadata_policy_crit` name what whoever does not know it must not pass over (sections 3.1.3, 6.1.3.2); `aud`
 * somebody else for whom the statement was made, as the answer to a registration is.
 */
function isUnderstood({ aud, crit, metadata_policy_crit }: JsonObject): boolean {
  return (
    aud === undefined &&
    crit === undefined &&
    asArray(metadata_policy_crit).every((name) => POLICY_OPERATORS.includes(String(name)))
  )
}

export async function isSignedBy({ header, signature, signed }: CompactJws, jwks: unknown): Promise<boolean> {
  const algorithm = algorithmOfHeader(header)
  if (typeof algorithm !== 'string' || header.typ !== 'entity-statement+jwt' || header.crit !== undefined)
    return false
  const keys = isJsonObject(jwks) ? asArray(jwks.keys).filter(isJsonObject).slice(0, MAX_KEYS) : []
  for (const jwk of keys.filter(({ kid }) => kid === header.kid)) {
    try {
      if (await verifySignature(algorithm, parsePublicJwk(jwk), signature, signed)) return true
    } catch {
      // A key of a kind that we do not know signs nothing for us.
    }
  }
  return false
}

function fetchEndpoint({ metadata }: JsonObject): URL | null {
  const entity = isJsonObject(metadata) ? metadata.federation_entity : undefined
  const endpoint = isJsonObject(entity) ? entity.federation_fetch_endpoint : undefined
  return typeof endpoint === 'string' ? URL.parse(endpoint) : null
}

/** Entity identifiers are compared without the slash that some write at their end. */
export function withoutSlash(entity: string): string {
  return entity.replace(/\/$/, '')
}
