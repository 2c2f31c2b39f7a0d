/**
 * An issuer's signing keys. A new key takes the place of the active one of its algorithm, which is retired: it stays in the DID
 * document, so that what it signed stays good, and its private half is destroyed. A revoked key leaves the document.
 */

import { generateKeyPair, jwkThumbprint } from '../credential/key/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import { guardFailed } from '../storage/guards.ts'
import type { Issuer, IssuerKey, IssuerKeyAlgorithm } from '../storage/issuers.ts'
import { type Caller, callerName } from './caller.ts'
import { commitWhereRoom } from './commit-where-room.ts'
import { findIssuer } from './find-issuer.ts'
import type { Once } from './once.ts'
import { isItsKey, keyContext, keyUrls } from './signing-issuer.ts'
import { publishSoon } from './status-list.ts'
import type { Vault } from './vault.ts'

/** The private key exists in memory only until it is sealed. */
export async function createIssuerKey(
  vault: Vault,
  issuerId: string,
  algorithm: IssuerKeyAlgorithm,
  now: Date,
): Promise<IssuerKey> {
  const { publicKeyJwk, privateKeyJwk } = await generateKeyPair(algorithm)
  const id = await jwkThumbprint(publicKeyJwk)
  return {
    issuerId,
    id,
    algorithm,
    state: 'active',
    publicJwk: publicKeyJwk,
    sealedPrivateJwk: await vault.seal(JSON.stringify(privateKeyJwk), keyContext(issuerId, id)),
    createdAt: now.toISOString(),
    retiredAt: null,
    revokedAt: null,
  }
}

/** Makes the first key of an algorithm, or rotates. Refuses `not-found`; `conflict` where two rotate at once, and for a did:key. */
export async function rotateIssuerKey(
  deps: Deps,
  issuerId: string,
  algorithm: IssuerKeyAlgorithm,
  caller: Caller,
  once: Once,
): Promise<IssuerKey> {
  const now = deps.clock.now()
  const issuer = await findIssuer(deps, issuerId)
  assertKeysChange(issuer)
  const key = await createIssuerKey(deps.vault, issuerId, algorithm, now)
  try {
    await commitWhereRoom(deps, 'signing keys', issuerId, [
      deps.guards.hold(deps.guards.issuerUnchanged(issuerId, issuer.revision)),
      deps.issuers.retireActiveKey(issuerId, algorithm, now),
      deps.issuers.insertKey(key),
      deps.issuers.touch(issuerId, now),
      deps.audit.entry({
        at: now,
        issuerId,
        caller: callerName(caller),
        action: 'key.created',
        target: key.id,
        detail: { algorithm },
      }),
      ...(await once.remember(201, keyView(deps, issuer, key))),
    ])
  } catch (error) {
    if (guardFailed(error)) throw changedMeanwhile()
    throw error
  }
  return key
}

/**
 * An issuer can always sign: a revoked key that was active is replaced in the same transaction, and a key in use is rotated, not
 * retired. Status lists that a revoked key may have signed are signed anew at once, or every credential of the issuer would
 * become unverifiable. Refuses `not-found`, and `conflict`. Doing it again changes nothing.
 */
export async function changeKeyState(
  deps: Deps,
  issuerId: string,
  keyId: string,
  state: 'retired' | 'revoked',
  caller: Caller,
): Promise<IssuerKey> {
  const now = deps.clock.now()
  const found = await deps.issuers.findWithKeys(issuerId)
  const key = found?.keys.find(({ id }) => id === keyId)
  if (found === null || key === undefined) throw new Refusal('not-found', 'No such key.')
  assertKeysChange(found.issuer)
  if (key.state === state) return key
  if (key.state === 'revoked') throw new Refusal('conflict', 'This key is revoked, which is for good.')
  const isInUse = key.state === 'active' && ['EdDSA', found.issuer.jwtAlgorithm].includes(key.algorithm)
  if (isInUse && state === 'retired')
    throw new Refusal(
      'conflict',
      `The issuer signs with this key. Make a new ${key.algorithm} key: that retires this one.`,
    )
  const replacement = isInUse ? [await createIssuerKey(deps.vault, issuerId, key.algorithm, now)] : []
  try {
    await deps.commit([
      deps.guards.hold(deps.guards.issuerUnchanged(issuerId, found.issuer.revision)),
      deps.issuers.setKeyState(issuerId, keyId, state, now),
      ...replacement.map((next) => deps.issuers.insertKey(next)),
      deps.issuers.touch(issuerId, now),
      ...(state === 'revoked' ? [deps.statusLists.touchAll(issuerId)] : []),
      deps.audit.entry({
        at: now,
        issuerId,
        caller: callerName(caller),
        action: `key.${state}`,
        target: keyId,
      }),
    ])
  } catch (error) {
    if (guardFailed(error)) throw changedMeanwhile()
    throw error
  }
  if (state === 'revoked') {
    const lists = await deps.statusLists.listOf(issuerId)
    await publishSoon(
      deps,
      lists.map(({ id }) => id),
    )
  }
  const at = now.toISOString()
  return {
    ...key,
    state,
    sealedPrivateJwk: null,
    ...(state === 'retired' ? { retiredAt: at } : { revokedAt: at }),
  }
}

/** As the API answers it: public members only. */
export function keyView(
  { origin }: Pick<Deps, 'origin'>,
  issuer: { id: string; did: string },
  { id, algorithm, state, publicJwk, createdAt, retiredAt, revokedAt }: IssuerKey,
) {
  return { id, algorithm, state, ...keyUrls(issuer, id, origin), publicJwk, createdAt, retiredAt, revokedAt }
}

function assertKeysChange(issuer: Pick<Issuer, 'did'>): void {
  if (!isItsKey(issuer)) return
  throw new Refusal(
    'conflict',
    'This issuer is its one key (did:key): the key cannot be rotated, retired or revoked, and there can be no other. Make a new issuer.',
  )
}

function changedMeanwhile(): Refusal {
  return new Refusal('conflict', "This issuer's keys changed in the same moment. Read them and decide again.")
}
