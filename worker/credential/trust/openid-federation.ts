/**
 * An issuer in an OpenID Federation 1.0 (sections 8.1 and 9): the trust anchor, asked for its statement about the issuer,
 * answers one that it signed. One level: the anchor lists the issuer itself. I/O only by the port.
 */
import type { FetchDocument } from '../fetch-document.ts'
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { parsePublicJwk } from '../key/index.ts'
import { verifySignature } from '../key/verify-signature.ts'
import { algorithmOfHeader, type CompactJws, parseCompactJws } from '../proof/compact-jws.ts'
import type { Source } from '../verify/report.ts'
import type { RegistryAnswer } from './registry.ts'

interface Asking {
  now: Date
  fetchDocument: FetchDocument
}

const SKEW_SECONDS = 60
const MAX_KEYS = 20

export async function lookUpInFederation(
  anchor: string,
  issuerId: string,
  asking: Asking,
): Promise<RegistryAnswer> {
  const sources: Source[] = []
  const unreachable = (reason: string): RegistryAnswer => ({ answer: 'unreachable', reason, sources })
  const entity = anchor.replace(/\/$/, '')
  const configuration = await fetchStatement(`${entity}/.well-known/openid-federation`, asking, sources)
  if (typeof configuration === 'string') return unreachable(configuration)
  const { payload } = configuration
  if (!isAbout(payload, entity, entity, asking.now) || !(await isSignedBy(configuration, payload.jwks))) {
    return unreachable('its own statement is not good')
  }
  const endpoint = fetchEndpoint(payload)
  if (endpoint === null) return unreachable('it names no fetch endpoint')
  endpoint.searchParams.set('sub', issuerId)
  const statement = await fetchStatement(endpoint.href, asking, sources)
  if (statement === 'HTTP 404') return { answer: 'not-registered', sources }
  if (typeof statement === 'string') return unreachable(statement)
  const isGood =
    isAbout(statement.payload, entity, issuerId, asking.now) && (await isSignedBy(statement, payload.jwks))
  return isGood
    ? { answer: 'registered', sources }
    : unreachable('its statement about the issuer is not good')
}

/** The statement, or why there is none. */
async function fetchStatement(
  url: string,
  { fetchDocument }: Asking,
  sources: Source[],
): Promise<CompactJws | string> {
  const fetched = await fetchDocument({
    url,
    purpose: 'registry',
    accept: 'application/entity-statement+jwt',
  })
  if (!fetched.ok) return fetched.reason
  sources.push({ url: fetched.url, via: fetched.via, at: fetched.fetchedAt })
  if (fetched.status !== 200) return `HTTP ${fetched.status}`
  const parsed = parseCompactJws(new TextDecoder().decode(fetched.body).trim())
  return 'payload' in parsed ? parsed : 'no token'
}

function isAbout(payload: JsonObject, issuer: string, subject: string, now: Date): boolean {
  const seconds = now.getTime() / 1000
  const { iss, sub, exp, iat } = payload
  const isCurrent =
    typeof exp === 'number' &&
    exp > seconds - SKEW_SECONDS &&
    typeof iat === 'number' &&
    iat < seconds + SKEW_SECONDS
  return (
    isCurrent &&
    typeof iss === 'string' &&
    iss.replace(/\/$/, '') === issuer &&
    typeof sub === 'string' &&
    (sub === subject || sub.replace(/\/$/, '') === subject)
  )
}

async function isSignedBy({ header, signature, signed }: CompactJws, jwks: unknown): Promise<boolean> {
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
