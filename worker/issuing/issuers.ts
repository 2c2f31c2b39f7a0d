/** Making and changing issuers. Each gets an Ed25519 key (embedded proofs) and a P-256 key (VC-JWT) when it is made. */
import { didWebOf } from '../credential/did/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { Issuer } from '../storage/issuers.ts'
import { type Caller, callerName } from './caller.ts'
import { createIssuerKey } from './issuer-keys.ts'
import type { IssuerProfile } from './issuer-profile.ts'
import type { Once } from './once.ts'

export async function createIssuer(
  deps: Deps,
  profile: IssuerProfile,
  caller: Caller,
  once: Once,
): Promise<Issuer> {
  const now = deps.clock.now()
  const id = crypto.randomUUID()
  const createdAt = now.toISOString()
  const issuer: Issuer = {
    id,
    did: didWebOf(`${deps.origin}/issuers/${id}`),
    profile,
    jwtAlgorithm: 'ES256',
    revision: 1,
    createdAt,
    updatedAt: createdAt,
  }
  const keys = await Promise.all([
    createIssuerKey(deps.vault, id, 'EdDSA', now),
    createIssuerKey(deps.vault, id, 'ES256', now),
  ])
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
  jwtAlgorithm?: Issuer['jwtAlgorithm'] | undefined
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

export async function findIssuer(deps: Deps, issuerId: string): Promise<Issuer> {
  const issuer = await deps.issuers.find(issuerId)
  if (issuer === null) throw new Refusal('not-found', 'No such issuer.')
  return issuer
}

/** As the API answers it. */
export function issuerView({ origin }: Pick<Deps, 'origin'>, issuer: Issuer) {
  const { id, did, profile, jwtAlgorithm, createdAt, updatedAt } = issuer
  return { id, did, url: `${origin}/issuers/${id}`, profile, jwtAlgorithm, createdAt, updatedAt }
}
