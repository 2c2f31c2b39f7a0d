/** Whether a body is the kind of document that was asked for: what is passed on to a browser is this and nothing else. Pure. */
import { decodeToken } from '../credential/intake/index.ts'
import type { JsonObject } from '../credential/json.ts'
import { parseDocument } from '../credential/status/parse-document.ts'

export const DOCUMENT_PURPOSES = [
  'did',
  'key',
  'issuer',
  'status-list',
  'context',
  'schema',
  'openbadges2',
  'achievement',
  'domain-linkage',
] as const

export type DocumentPurpose = (typeof DOCUMENT_PURPOSES)[number]

const has = (document: JsonObject, ...names: string[]) => names.some((name) => Object.hasOwn(document, name))

const KINDS: Record<DocumentPurpose, (document: JsonObject) => boolean> = {
  did: (document) => typeof document.id === 'string' && document.id.startsWith('did:'),
  key: (document) =>
    has(
      document,
      'kty',
      'keys',
      'publicKeyMultibase',
      'publicKeyJwk',
      'publicKeyPem',
      'verificationMethod',
      'publicKey',
    ),
  issuer: (document) => typeof document.id === 'string' || has(document, 'keys', 'kty', '@context'),
  'status-list': (document) =>
    has(document, 'credentialSubject', 'revokedCredential', 'revokedCredentials', 'status_list', 'vc'),
  context: (document) => has(document, '@context'),
  schema: (document) =>
    has(document, '$schema', 'properties', '$defs', '$ref', 'type', 'allOf', 'anyOf', 'oneOf'),
  openbadges2: (document) => has(document, '@context', 'id', 'uid', 'revoked', 'type'),
  achievement: (document) => has(document, '@context', 'id', 'type'),
  'domain-linkage': (document) => has(document, 'linked_dids'),
}

/** Purposes whose documents may be tokens. */
const TOKENS: ReadonlySet<DocumentPurpose> = new Set(['status-list', 'openbadges2', 'issuer'])

/** The text as received; null when it is none of that kind. */
export function textOfKind(body: Uint8Array, purpose: DocumentPurpose): string | null {
  const document = parseDocument(body)
  if (document === null) return null
  const text = new TextDecoder().decode(body).trim()
  if (typeof document !== 'string') return KINDS[purpose](document) ? text : null
  return TOKENS.has(purpose) && decodeToken(document).ok ? text : null
}
