/**
 * The status of what was signed through the VC API: entries of the issuer's own lists, found again by the id that its
 * client gave. The credential itself is not kept, nor its id: the entries stand under a hash of it.
 */
import { base64url } from 'jose'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../credential/json.ts'
import { buildStatusListEntry } from '../credential/openbadges/status-list-entry.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import { guardFailed } from '../storage/guards.ts'
import type { StatusPurpose } from '../storage/status-lists.ts'
import type { StatusIndex } from './allocate-status.ts'
import { type Caller, callerName } from './caller.ts'
import type { SigningIssuer } from './signing-issuer.ts'
import { publishSoon, statusListUrl } from './status-list.ts'

export interface VcApiStatus {
  /** The credential with its entries, to be signed. */
  credential: JsonObject
  /** After signing: refuses `conflict` where a credential of that id has a status already, or the keys changed. */
  keep(caller: Caller): Promise<void>
}

/**
 * One entry for each purpose. Refuses `invalid-request` where the credential has no id to change its status by, or is issued
 * under another of the issuer's names than its lists: no verifier would believe them.
 */
export async function withVcApiStatus(
  deps: Deps,
  issuer: SigningIssuer,
  credential: JsonObject,
  { purposes, credentialId }: { purposes: readonly StatusPurpose[]; credentialId?: string | undefined },
): Promise<VcApiStatus> {
  const named = isJsonObject(credential.issuer) ? credential.issuer.id : credential.issuer
  if (named !== issuer.did) {
    const detail = `The status lists are issued by ${issuer.did}: only its credentials can have a status. For a did:key make an issuer with that identity.`
    throw new Refusal('invalid-request', detail, { errors: [{ pointer: '/credential/issuer', detail }] })
  }
  const id = typeof credential.id === 'string' ? credential.id : credentialId
  if (id === undefined) {
    const detail = 'A credential whose status may change needs an id: its own, or options.credentialId.'
    throw new Refusal('invalid-request', detail, { errors: [{ pointer: '/credential/id', detail }] })
  }
  if (id.startsWith(`${deps.origin}/credentials/`)) {
    // By such an id its status could never be changed again: /credentials/status looks among our own.
    const detail = 'Ids below /credentials/ are of credentials that were issued by /v1/credentials.'
    throw new Refusal('invalid-request', detail, { errors: [{ pointer: '/credential/id', detail }] })
  }
  const taken = await Promise.all(
    [...new Set(purposes)].map((purpose) => deps.statusAllocator.take(issuer, purpose, 1)),
  )
  const indices = taken.flat()
  return {
    credential: { ...credential, credentialStatus: withEntries(credential.credentialStatus, indices, deps) },
    keep: async (caller) => keep(deps, issuer, await nameOf(issuer.id, id), indices, caller),
  }
}

function withEntries(
  present: JsonValue | undefined,
  indices: StatusIndex[],
  { origin }: Pick<Deps, 'origin'>,
): JsonValue {
  const entries = indices.map(({ listId, purpose, index }) =>
    buildStatusListEntry({ purpose, listUrl: statusListUrl(origin, listId), index }),
  )
  const all = [...asArray<JsonValue>(present ?? []), ...entries]
  return all.length === 1 ? (all[0] as JsonValue) : all
}

async function keep(
  deps: Deps,
  issuer: SigningIssuer,
  name: string,
  indices: StatusIndex[],
  caller: Caller,
): Promise<void> {
  const now = deps.clock.now()
  try {
    await deps.commit([
      deps.guards.hold(
        deps.guards.issuerUnchanged(issuer.id, issuer.revision),
        ...(caller.kind === 'api-key' ? [deps.guards.apiKeyGood(caller.apiKeyId, now)] : []),
      ),
      deps.statusLists.unused(name),
      deps.statusLists.insertEntries(
        indices.map(({ listId, index }) => ({ listId, index, credentialId: name })),
      ),
      deps.audit.entry({
        at: now,
        issuerId: issuer.id,
        caller: callerName(caller),
        action: 'vc-api.issued',
        target: name,
      }),
    ])
  } catch (error) {
    if (!guardFailed(error)) throw error
    throw new Refusal(
      'conflict',
      'A credential of this id has a status already, or the issuer changed in the same moment. Give each its own id.',
    )
  }
}

export interface VcApiStatusChange {
  purpose: StatusPurpose
  on: boolean
  /** Of the entry, where the client names it: it must be the one. */
  listUrl?: string | undefined
  index?: number | undefined
}

/** Durable at once, published through the queue. Refuses `not-found`, and `conflict` for a revocation to be taken back. */
export async function changeVcApiStatus(
  deps: Deps,
  issuerId: string,
  credentialId: string,
  { purpose, on, listUrl, index }: VcApiStatusChange,
  caller: Caller,
): Promise<void> {
  if (purpose === 'revocation' && !on)
    throw new Refusal('conflict', 'A revocation is for good: it cannot be taken back.')
  const name = await nameOf(issuerId, credentialId)
  const listId = listUrl?.slice(listUrl.lastIndexOf('/') + 1)
  const entry = {
    ...(listId === undefined ? {} : { listId }),
    ...(index === undefined ? {} : { index }),
  }
  const listIds = await deps.statusLists.setBit(issuerId, name, { purpose, on, ...entry }, [
    deps.audit.entry({
      at: deps.clock.now(),
      issuerId,
      caller: callerName(caller),
      action: `vc-api.${purpose}`,
      target: name,
      detail: { on: Number(on) },
    }),
  ])
  if (listIds === null) {
    const detail = `No credential with this id was issued here with a ${purpose} entry. Ask for one by options.credentialStatus when issuing.`
    throw new Refusal('not-found', detail)
  }
  await publishSoon(deps, listIds)
}

/** Never that of a credential of our own, which is a UUID. */
async function nameOf(issuerId: string, credentialId: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${issuerId} ${credentialId}`)
  return `vc-api:${base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))}`
}
