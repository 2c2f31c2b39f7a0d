/** The shape of what intake gives, and the makers of its items. Pure. */
import type { JsonObject } from '../json.ts'
import type { MessageCode } from '../messages/en.ts'
import { problem } from '../verify/problem.ts'
import type { Outcome, Problem, Source } from '../verify/report.ts'
import { type CredentialFormat, detectFormat } from './format.ts'
import { credentialOfClaims, decodeToken, isSdJwt } from './read-token.ts'

/** How it arrived, innermost first: a picture behind a URL is a `png`, a credential found by way of a page a `page`. */
export type Container = 'json' | 'jwt' | 'png' | 'svg' | 'pdf' | 'url' | 'page'

export type Envelope = 'json' | 'jwt' | 'sd-jwt'

export interface ReadInput {
  container: Container
  /** What is to be verified: the object as parsed, or the compact token as given. null where nothing could be read. */
  received: JsonObject | string | null
  envelope: Envelope | null
  /** The received object, or the credential that the token's claims carry. Not verified: for recognition and display. */
  document: JsonObject | null
  /** A token's header and claims as they stand in it. */
  header: JsonObject | null
  claims: JsonObject | null
  /** What the document says it is; null when unknown. */
  format: CredentialFormat | null
  /** Where it was fetched from, after redirects, or the link that led nowhere; null when it was handed in. */
  url: string | null
  sources: Source[]
  /** `success`: read. `failure`: not readable. `indeterminate`: not reachable, or only a link (code `only-a-link`). */
  outcome: Exclude<Outcome, 'skipped'>
  /** Errors when `received` is null; else warnings. */
  problems: Problem[]
}

const NOTHING = {
  received: null,
  envelope: null,
  document: null,
  header: null,
  claims: null,
  format: null,
  url: null,
  sources: [],
}

export function unreadable(
  container: Container,
  code: MessageCode,
  params?: Record<string, string | number>,
): ReadInput {
  const found = problem(code, params ? { params } : {})
  return { ...NOTHING, container, outcome: 'failure', problems: [found] }
}

export function unreachable(
  container: Container,
  url: string,
  code: MessageCode,
  params: Record<string, string | number> = {},
): ReadInput {
  const host = URL.canParse(url) ? new URL(url).host : url.slice(0, 100)
  return { ...unreadable(container, code, { host, ...params }), url, outcome: 'indeterminate' }
}

export function readObject(document: JsonObject, container: Container): ReadInput {
  return {
    container,
    received: document,
    envelope: 'json',
    document,
    header: null,
    claims: null,
    format: detectFormat(document),
    url: null,
    sources: [],
    outcome: 'success',
    problems: [],
  }
}

export function readToken(token: string, container: Container): ReadInput {
  const decoded = decodeToken(token)
  if (!decoded.ok) return unreadable(container, decoded.code, { detail: decoded.detail })
  const document = credentialOfClaims(decoded.claims)
  const isSdJwtVc = isSdJwt(token) && typeof decoded.claims.vct === 'string'
  return {
    ...readObject(document, container),
    received: token,
    header: decoded.header,
    claims: decoded.claims,
    envelope: isSdJwt(token) ? 'sd-jwt' : 'jwt',
    format: isSdJwtVc ? 'sd-jwt-vc' : detectFormat(document),
  }
}
