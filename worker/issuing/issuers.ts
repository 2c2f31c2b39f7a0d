/**
 * Making and changing issuers. A did:web issuer gets an Ed25519 key (embedded proofs) and a P-256 key (VC-JWT) when it is made;
 * a did:key issuer is its one key, which signs both.
 */
import { didKeyOf, didWebOf } from '../credential/did/index.ts'
import type { PublicJwk } from '../credential/key/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { Issuer, IssuerKeyAlgorithm } from '../storage/issuers.ts'
import { type Caller, callerName } from './caller.ts'
import { createIssuerKey } from './issuer-keys.ts'
import type { IssuerProfile, NewIssuer } from './issuer-profile.ts'
import type { Once } from './once.ts'
import { isItsKey } from './signing-issuer.ts'

export async function createIssuer(
  deps: Deps,
  { identity = 'did:web', keyAlgorithm = 'EdDSA', ...profile }: NewIssuer,
  caller: Caller,
  once: Once,
): Promise<Issuer> {
  const now = deps.clock.now()
  const id = crypto.randomUUID()
  const createdAt = now.toISOString()
  const keyOf = (algorithm: IssuerKeyAlgorithm) => createIssuerKey(deps.vault, id, algorithm, now)
  const isKey = identity === 'did:key'
  const proofKey = await keyOf(isKey ? keyAlgorithm : 'EdDSA')
  const keys = isKey ? [proofKey] : [proofKey, await keyOf('ES256')]
  const issuer: Issuer = {
    id,
    did: isKey ? didKeyOf(proofKey.publicJwk as PublicJwk) : didWebOf(`${deps.origin}/issuers/${id}`),
    profile,
    jwtAlgorithm: isKey ? keyAlgorithm : 'ES256',
    revision: 1,
    createdAt,
    updatedAt: createdAt,
  }
  await deps.commit([
    deps.issuers.insert(issuer),
    ...keys.map((key) => deps.issuers.insertKey(key)),
    deps.audit.entry({
      at: now,
      issuerId: id,
      caller: callerName(caller),
      action: 'issuer.created',
      target: id,
    }),
    ...(await once.remember(201, issuerView(deps, issuer))),
  ])
  return issuer
}

export interface IssuerChange {
  profile: IssuerProfile
  jwtAlgorithm?: Exclude<Issuer['jwtAlgorithm'], 'EdDSA'> | undefined
}

/** Credentials issued before keep the profile that they were issued with. Refuses `not-found`; `conflict` without a key for `jwtAlgorithm`. */
export async function updateIssuer(
  deps: Deps,
  issuerId: string,
  { profile, jwtAlgorithm }: IssuerChange,
  caller: Caller,
): Promise<Issuer> {
  const now = deps.clock.now()
  const found = await deps.issuers.findWithKeys(issuerId)
  if (found === null) throw new Refusal('not-found', 'No such issuer.')
  if (jwtAlgorithm !== undefined && isItsKey(found.issuer))
    throw new Refusal('conflict', 'This issuer is its one key (did:key), which signs the JWT form too.')
  const algorithm = jwtAlgorithm ?? found.issuer.jwtAlgorithm
  if (!found.keys.some((key) => key.state === 'active' && key.algorithm === algorithm))
    throw new Refusal('conflict', `There is no active ${algorithm} key. Make one first, then choose it.`)
  await deps.commit([
    deps.issuers.update(issuerId, profile, algorithm, now),
    deps.audit.entry({
      at: now,
      issuerId,
      caller: callerName(caller),
      action: 'issuer.updated',
      target: issuerId,
    }),
  ])
  return {
    ...found.issuer,
    profile,
    jwtAlgorithm: algorithm,
    revision: found.issuer.revision + 1,
    updatedAt: now.toISOString(),
  }
}

/** As the API answers it. */
export function issuerView({ origin }: Pick<Deps, 'origin'>, issuer: Issuer) {
  const { id, did, profile, jwtAlgorithm, createdAt, updatedAt } = issuer
  return { id, did, url: `${origin}/issuers/${id}`, profile, jwtAlgorithm, createdAt, updatedAt }
}
