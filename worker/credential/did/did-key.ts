/** did:key and did:jwk: DIDs that are their own document. Pure. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { type PublicJwk, parsePublicJwk } from '../key/jwk.ts'
import { decodeBase64url, encodeBase64url } from '../key/multibase.ts'
import { jwkToMultikey, multikeyToJwk } from '../key/multikey.ts'

const CID_CONTEXTS = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1']

/** The did:key of an Ed25519 or NIST curve key. Throws KeyError for RSA. */
export function didKeyOf(publicKey: PublicJwk): string {
  return `did:key:${jwkToMultikey(publicKey)}`
}

/** `did:key:z6Mk…#z6Mk…`: the one verification method that a did:key has. */
export function didKeyVerificationMethod(publicKey: PublicJwk): string {
  const did = didKeyOf(publicKey)
  return `${did}#${did.slice('did:key:'.length)}`
}

/** Throws KeyError where the identifier is no key of a kind that we verify with. */
export function didKeyDocument(identifier: string): JsonObject {
  multikeyToJwk(identifier)
  const did = `did:key:${identifier}`
  return selfDescribing(did, {
    id: `${did}#${identifier}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: identifier,
  })
}

export function didJwkOf(publicKey: PublicJwk): string {
  return `did:jwk:${encodeBase64url(new TextEncoder().encode(JSON.stringify(publicKey)))}`
}

/** Throws KeyError; undefined where the identifier is no JSON object in base64url. */
export function didJwkDocument(identifier: string): JsonObject | undefined {
  const bytes = decodeBase64url(identifier)
  const jwk = bytes === undefined ? undefined : parseJson(bytes)
  if (!isJsonObject(jwk)) return undefined
  const did = `did:jwk:${identifier}`
  return selfDescribing(did, {
    id: `${did}#0`,
    type: 'JsonWebKey',
    controller: did,
    publicKeyJwk: parsePublicJwk(jwk),
  })
}

function selfDescribing(did: string, method: JsonObject): JsonObject {
  const id = method.id as string
  return {
    '@context': CID_CONTEXTS,
    id: did,
    verificationMethod: [method],
    assertionMethod: [id],
    authentication: [id],
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    return undefined
  }
}
