/**
 * From the id of a verification method to its key, and from an issuer to all its keys. I/O only by FetchDocument.
 * Every https or did:web id is dereferenced, also where its fragment looks like a key: whoever may write a fragment is
 * not thereby the owner of the document before it.
 */
import type { FetchDocument } from '../fetch-document.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { KeyError } from '../key/jwk.ts'
import { createControllerResolver, isWebUrl, type ResolveController, remembering } from './controller.ts'
import {
  controllerOf,
  methodObjects,
  parseMethod,
  RELATIONSHIPS,
  relationshipsOf,
  statesRelationships,
} from './controller-document.ts'
import { parseDidUrl } from './did-url.ts'
import { type ReadDocument, readDocument } from './read-document.ts'
import {
  cannotTell,
  type IssuerKeys,
  type KeyResolver,
  type ResolutionFailure,
  type ResolvedMethod,
  refuse,
  type VerificationRelationship,
} from './resolution.ts'

/** One resolver a verification: it remembers what it read, and nothing beyond its own life. */
export function createKeyResolver(fetchDocument: FetchDocument): KeyResolver {
  const resolveController = createControllerResolver(fetchDocument)
  return {
    resolveVerificationMethod: remembering((id) =>
      isWebUrl(id)
        ? resolveHttpsMethod(id, fetchDocument, resolveController)
        : resolveDidMethod(id, resolveController),
    ),
    resolveIssuerKeys: remembering((issuerId) =>
      resolveIssuerKeys(issuerId, fetchDocument, resolveController),
    ),
  }
}

const MAX_KNOWN_METHODS = 200
/** What a did:key or did:jwk says stands in its name, for ever: values only, and no one may change them. */
const selfDescribed = new Map<string, ResolvedMethod>()

async function resolveDidMethod(
  id: string,
  resolveController: ResolveController,
): Promise<ResolvedMethod | ResolutionFailure> {
  const known = selfDescribed.get(id)
  if (known !== undefined) return known
  const didUrl = parseDidUrl(id)
  if (didUrl === undefined || didUrl.fragment === '') return refuse('verification-method-malformed', { id })
  const read = await resolveController(didUrl.did)
  const found = read.ok ? await methodWithin(read, id, didUrl.did, resolveController) : read
  if (found.ok && (didUrl.method === 'key' || didUrl.method === 'jwk')) keep(id, found)
  return found
}

function keep(id: string, found: ResolvedMethod): void {
  for (const part of [found, found.method, found.method.publicKeyJwk, found.relationships, found.sources])
    Object.freeze(part)
  if (selfDescribed.size >= MAX_KNOWN_METHODS) selfDescribed.clear()
  selfDescribed.set(id, found)
}

async function resolveHttpsMethod(
  id: string,
  fetchDocument: FetchDocument,
  resolveController: ResolveController,
): Promise<ResolvedMethod | ResolutionFailure> {
  const [base = '', fragment] = id.split('#', 2)
  const read =
    fragment === undefined ? await readDocument(fetchDocument, id, 'key') : await resolveController(base)
  if (!read.ok) return read
  const { document } = read
  if (document.kty !== undefined || Array.isArray(document.keys)) return bareKey(read, id, fragment)
  if (document.id === id && isMethod(document)) return methodDocument(read, id, resolveController)
  if (document.id !== base) {
    return refuse('controller-document-mismatch', { id: base, found: String(document.id) }, read.sources)
  }
  return methodWithin(read, id, base, resolveController)
}

function isMethod(document: JsonObject): boolean {
  return ['publicKeyMultibase', 'publicKeyJwk', 'publicKeyPem'].some((name) => document[name] !== undefined)
}

/** The method as its document states it, authorized by its controller's document (mostly the same one). */
async function methodWithin(
  read: ReadDocument,
  id: string,
  documentId: string,
  resolveController: ResolveController,
): Promise<ResolvedMethod | ResolutionFailure> {
  const found = methodObjects(read.document, documentId).find((entry) => entry.id === id)
  if (found === undefined) return refuse('verification-method-not-found', { id }, read.sources)
  const controller = controllerOf(found.object) ?? documentId
  const owner = controller === documentId ? read : await resolveController(controller)
  if (!owner.ok) return owner
  return resolved(found.object, id, {
    controller,
    relationships: relationshipsOf(owner.document, id, controller),
    provenBy: 'controller-document',
    read: owner === read ? read : { ...read, sources: [...read.sources, ...owner.sources] },
  })
}

/** A URL that answers the method itself: its controller must list it, or else it is no more than a key at a place. */
async function methodDocument(
  read: ReadDocument,
  id: string,
  resolveController: ResolveController,
): Promise<ResolvedMethod | ResolutionFailure> {
  const controller = controllerOf(read.document) ?? ''
  const owner = controller === '' || controller === id ? undefined : await resolveController(controller)
  const sources = [...read.sources, ...(owner?.sources ?? [])]
  const speaks = owner?.ok === true && owner.document.id === controller && statesRelationships(owner.document)
  return resolved(read.document, id, {
    controller,
    relationships: speaks ? relationshipsOf(owner.document, id, controller) : [],
    provenBy: speaks ? 'controller-document' : 'key-document',
    read: { ...read, sources },
  })
}

/** A `kid` URL that answers one JWK (Open Badges 3.0, 8.2.1), or a JWKS that holds a key of that name. */
async function bareKey(
  read: ReadDocument,
  id: string,
  fragment: string | undefined,
): Promise<ResolvedMethod | ResolutionFailure> {
  const keys = Array.isArray(read.document.keys) ? read.document.keys.filter(isJsonObject) : [read.document]
  const named = keys.filter((key) => key.kid === id || (fragment !== undefined && key.kid === fragment))
  const jwk = named[0] ?? (keys.length === 1 && fragment === undefined ? keys[0] : undefined)
  if (jwk === undefined || named.length > 1)
    return refuse('verification-method-not-found', { id }, read.sources)
  return resolved(asMethod(jwk), id, { controller: '', relationships: [], provenBy: 'key-document', read })
}

interface Standing {
  controller: string
  relationships: VerificationRelationship[]
  provenBy: ResolvedMethod['provenBy']
  read: ReadDocument
}

async function resolved(
  object: JsonObject,
  id: string,
  { controller, relationships, provenBy, read }: Standing,
): Promise<ResolvedMethod | ResolutionFailure> {
  try {
    const method = await parseMethod(object, id)
    const { location, sources } = read
    return { ok: true, method: { ...method, controller }, relationships, provenBy, location, sources }
  } catch (error) {
    return unusableKey(error, read)
  }
}

function unusableKey(error: unknown, { sources }: ReadDocument): ResolutionFailure {
  const code = error instanceof KeyError ? error.code : 'key-malformed'
  return code === 'key-type-unsupported' ? cannotTell(code, {}, sources) : refuse(code, {}, sources)
}

async function resolveIssuerKeys(
  issuerId: string,
  fetchDocument: FetchDocument,
  resolveController: ResolveController,
): Promise<IssuerKeys | ResolutionFailure> {
  const read = await resolveController(issuerId)
  if (!read.ok) return read
  const { document } = read
  if (document.id !== issuerId && !Array.isArray(document.keys)) {
    return refuse('controller-document-mismatch', { id: issuerId, found: String(document.id) }, read.sources)
  }
  // A profile with keys and no word on their use (Open Badges 2.0 and 3.0 profiles) leaves them all for signing.
  const isSilent = isWebUrl(issuerId) && !statesRelationships(document)
  const relationshipsIn = (id: string) => (isSilent ? RELATIONSHIPS : relationshipsOf(document, id, issuerId))
  const methods = methodObjects(document, issuerId)
  const stated = await Promise.all(
    methods
      .filter(({ object }) => (controllerOf(object) ?? issuerId) === issuerId)
      .map(({ id, object }) => statedKey(object, id, relationshipsIn(id))),
  )
  const jwks = await issuerJwks(read, fetchDocument)
  const listed = await Promise.all(
    jwks.keys.map((jwk) => statedKey(asMethod(jwk), String(jwk.kid ?? ''), RELATIONSHIPS)),
  )
  return {
    ok: true,
    keys: [...stated, ...listed].filter((key) => key !== undefined),
    statesKeys: methods.length + jwks.keys.length > 0 || document.jwks_uri !== undefined,
    sources: [...read.sources, ...jwks.sources],
  }
}

/** A key of a kind that we do not know is not the one we look for. */
async function statedKey(object: JsonObject, id: string, relationships: VerificationRelationship[]) {
  try {
    return { method: await parseMethod(object, id), relationships }
  } catch {
    return undefined
  }
}

/** JWKS written into the issuer's document, or named by it on its own origin. */
async function issuerJwks(read: ReadDocument, fetchDocument: FetchDocument) {
  const { document, location } = read
  const written = isJsonObject(document.jwks) ? document.jwks : document
  const uri = document.jwks_uri
  const isOwn = typeof uri === 'string' && URL.canParse(uri) && isWebUrl(location)
  if (!isOwn || new URL(uri).origin !== new URL(location).origin)
    return { keys: keysOf(written), sources: [] }
  const fetched = await readDocument(fetchDocument, uri, 'key')
  return { keys: fetched.ok ? keysOf(fetched.document) : [], sources: fetched.sources }
}

function keysOf(jwks: JsonObject): JsonObject[] {
  return asArray<JsonValue>(jwks.keys).slice(0, 200).filter(isJsonObject)
}

function asMethod(jwk: JsonObject): JsonObject {
  return { type: 'JsonWebKey', publicKeyJwk: jwk }
}
