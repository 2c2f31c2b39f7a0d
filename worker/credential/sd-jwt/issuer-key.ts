/**
 * The key of an SD-JWT VC's issuer (draft-ietf-oauth-sd-jwt-vc, 'Issuer Signature Mechanisms'): JWT VC Issuer Metadata
 * at the issuer's well-known address, or a DID or https document as for other tokens. Certificates (x5c) are not judged.
 */

import { readDocument } from '../did/read-document.ts'
import {
  cannotTell,
  type KeyResolver,
  type ResolutionFailure,
  type ResolvedMethod,
  refuse,
} from '../did/resolution.ts'
import type { FetchDocument } from '../fetch-document.ts'
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { jwkThumbprint, KeyError, parsePublicJwk } from '../key/jwk.ts'
import { resolveJwtKey } from '../proof/jwt-key.ts'

export interface IssuerKeyContext extends KeyResolver {
  fetchDocument: FetchDocument
}

export async function resolveSdJwtKey(
  header: JsonObject,
  issuerId: string | null,
  context: IssuerKeyContext,
): Promise<ResolvedMethod | ResolutionFailure> {
  const metadataUrl = issuerMetadataUrl(issuerId)
  if (metadataUrl !== null && issuerId !== null) {
    const found = await fromMetadata(metadataUrl, header, issuerId, context)
    if (found.ok || found.outcome === 'failure') return found
    // Nothing is published there: then what the header names decides, if it names anything.
    if (header.kid === undefined && header.jwk === undefined) {
      return header.x5c === undefined ? found : cannotTell('sd-jwt-certificate')
    }
  }
  if (header.x5c !== undefined && header.kid === undefined && header.jwk === undefined) {
    return cannotTell('sd-jwt-certificate')
  }
  return resolveJwtKey(header, issuerId, context)
}

/** `/.well-known/jwt-vc-issuer` goes between host and path. */
function issuerMetadataUrl(issuerId: string | null): string | null {
  if (issuerId === null || !/^https:\/\//i.test(issuerId) || !URL.canParse(issuerId)) return null
  const { origin, pathname } = new URL(issuerId)
  return `${origin}/.well-known/jwt-vc-issuer${pathname === '/' ? '' : pathname.replace(/\/$/, '')}`
}

async function fromMetadata(
  url: string,
  { kid }: JsonObject,
  issuerId: string,
  { fetchDocument }: IssuerKeyContext,
): Promise<ResolvedMethod | ResolutionFailure> {
  const read = await readDocument(fetchDocument, url, 'key')
  if (!read.ok) return read
  if (read.document.issuer !== issuerId) {
    return refuse(
      'controller-document-mismatch',
      { id: issuerId, found: String(read.document.issuer) },
      read.sources,
    )
  }
  const jwks = await keySet(read.document, fetchDocument)
  if (!jwks.ok) return jwks
  const sources = [...read.sources, ...jwks.sources]
  const keys = asArray(jwks.document.keys).filter(isJsonObject)
  const [jwk, another] = kid === undefined ? keys : keys.filter((key) => key.kid === kid)
  if (jwk === undefined || another !== undefined) {
    return refuse('verification-method-not-found', { id: String(kid ?? '') }, sources)
  }
  try {
    const publicKeyJwk = parsePublicJwk(jwk)
    const id = typeof jwk.kid === 'string' ? jwk.kid : url
    const thumbprint = await jwkThumbprint(publicKeyJwk)
    const method = {
      id,
      type: 'JsonWebKey',
      controller: issuerId,
      publicKeyJwk,
      thumbprint,
      expires: null,
      revoked: null,
    }
    return {
      ok: true,
      method,
      relationships: ['assertionMethod'],
      provenBy: 'controller-document',
      location: read.location,
      sources,
    }
  } catch (error) {
    const code = error instanceof KeyError ? error.code : 'key-malformed'
    return code === 'key-type-unsupported' ? cannotTell(code, {}, sources) : refuse(code, {}, sources)
  }
}

async function keySet(metadata: JsonObject, fetchDocument: FetchDocument) {
  if (isJsonObject(metadata.jwks)) return { ok: true as const, document: metadata.jwks, sources: [] }
  if (typeof metadata.jwks_uri !== 'string') return cannotTell('key-document-unreadable', { url: 'jwks' })
  return readDocument(fetchDocument, metadata.jwks_uri, 'key')
}
