/**
 * Reads verification methods out of a controller document: a DID document, an https issuer profile, or the older
 * `publicKey` forms. Pure. A relationship counts only where the document states it (Controlled Identifiers 1.0, 3.3).
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { jwkThumbprint, KeyError, type PublicJwk, parsePublicJwk } from '../key/jwk.ts'
import { multikeyToJwk } from '../key/multikey.ts'
import { pemToJwk } from '../key/pem.ts'
import { base58KeyToJwk } from './base58-key.ts'
import type { VerificationMethod, VerificationRelationship } from './resolution.ts'

export const RELATIONSHIPS: VerificationRelationship[] = ['assertionMethod', 'authentication']

/** A document may list many keys; more than this is no controller document. */
const MAX_METHODS = 200

/** The objects that describe methods, wherever the document writes them; `base` completes relative ids (`#key-1`). */
export function methodObjects(document: JsonObject, base: string): { id: string; object: JsonObject }[] {
  const places = [
    document.verificationMethod,
    document.publicKey,
    ...RELATIONSHIPS.map((name) => document[name]),
  ]
  return places
    .flatMap((place) => asArray<JsonValue>(place))
    .slice(0, MAX_METHODS)
    .filter(isJsonObject)
    .flatMap((object) => (typeof object.id === 'string' ? [{ id: absoluteId(object.id, base), object }] : []))
}

export function relationshipsOf(
  document: JsonObject,
  methodId: string,
  base: string,
): VerificationRelationship[] {
  return RELATIONSHIPS.filter((name) =>
    asArray<JsonValue>(document[name])
      .slice(0, MAX_METHODS)
      .some((entry) => {
        const id = isJsonObject(entry) ? entry.id : entry
        return typeof id === 'string' && absoluteId(id, base) === methodId
      }),
  )
}

/** Whether the document says anything about what its keys may be used for. */
export function statesRelationships(document: JsonObject): boolean {
  return RELATIONSHIPS.some((name) => document[name] !== undefined)
}

/** Throws KeyError. */
export async function parseMethod(object: JsonObject, id: string): Promise<VerificationMethod> {
  const publicKeyJwk = await keyOf(object)
  return {
    id,
    type: typeof object.type === 'string' ? object.type : '',
    controller: controllerOf(object) ?? '',
    publicKeyJwk,
    thumbprint: await jwkThumbprint(publicKeyJwk),
    expires: dateText(object.expires),
    revoked: dateText(object.revoked),
  }
}

/** What is there and no date (`true`, a number) ends the key: whoever reads the text finds no later time in it. */
function dateText(value: JsonValue | undefined): string | null {
  return value === undefined || value === null || value === false ? null : `${value}`
}

/** `owner` is what Open Badges 2.0 and old security vocabularies say for controller. */
export function controllerOf(object: JsonObject): string | undefined {
  const controller = object.controller ?? object.owner
  return typeof controller === 'string' ? controller : undefined
}

async function keyOf(object: JsonObject): Promise<PublicJwk> {
  if (Object.keys(object).some((name) => /^(private|secret)Key/.test(name))) {
    throw new KeyError('key-has-private-members')
  }
  const { publicKeyMultibase, publicKeyJwk, publicKeyBase58, publicKeyPem } = object
  if (typeof publicKeyMultibase === 'string') return multikeyToJwk(publicKeyMultibase)
  if (publicKeyJwk !== undefined) return parsePublicJwk(publicKeyJwk)
  if (typeof publicKeyBase58 === 'string') return base58KeyToJwk(publicKeyBase58)
  if (typeof publicKeyPem === 'string') return pemToJwk(publicKeyPem)
  throw new KeyError('key-malformed')
}

function absoluteId(id: string, base: string): string {
  return id.startsWith('#') ? base + id : id
}
