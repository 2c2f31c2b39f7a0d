/** Status lists: opening, signing and publishing them. D1 is the truth; KV is what the world reads. */
import { secureAsJwt } from '../credential/proof/secure-as-jwt.ts'
import { secureWithProof } from '../credential/proof/secure-with-proof.ts'
import { MINIMUM_ENTRIES, setBit } from '../credential/status/bitstring.ts'
import { buildStatusList } from '../credential/status/build-list.ts'
import type { Deps } from '../deps.ts'
import type { PublishedList } from '../storage/published-lists.ts'
import type { StatusList, StatusPurpose } from '../storage/status-lists.ts'
import { createSeed } from './allocate-status.ts'
import type { SigningIssuer } from './signing-issuer.ts'

/** How long a verifier may go on with a copy, and the edge with it. */
export const STATUS_LIST_TTL_SECONDS = 60

const VALIDITY_MS = 7 * 24 * 60 * 60 * 1000
/** Lists with less validity left are signed anew by cron. */
export const RENEW_BEFORE_MS = 3 * 24 * 60 * 60 * 1000
const LEASE_MS = 30_000
/** KV takes one write a second a key. */
const MINIMUM_INTERVAL_MS = 1_000

type Signable = Pick<StatusList, 'id' | 'purpose' | 'size'>

/**
 * Makes a list, publishes it empty, and only then opens it for allocation: KV remembers absence, so nobody may learn the URL
 * before the list is there. False where another opened one in the same moment.
 */
export async function openStatusList(
  deps: Deps,
  issuer: SigningIssuer,
  purpose: StatusPurpose,
  needed: number,
): Promise<boolean> {
  const now = deps.clock.now()
  const list = { id: crypto.randomUUID(), issuerId: issuer.id, purpose, size: MINIMUM_ENTRIES }
  const bits = new Uint8Array(list.size / 8)
  const published = await signStatusList(deps, issuer, list, bits, 1, now)
  await deps.publishedLists.put(list.id, published, bits)
  const validUntil = new Date(published.validUntilMs)
  const opened = await deps.statusLists.open({ ...list, permutationSeed: createSeed() }, needed, {
    now,
    validUntil,
  })
  if (!opened) await deps.publishedLists.remove(list.id)
  return opened
}

/** `published`: KV is up to date. `again`: more flips came meanwhile. `busy`: another publishes, or did within the second. */
export type PublishOutcome = 'published' | 'again' | 'busy'

/**
 * Publishes the list as it stands, once for however many flips; and, with `renewBefore`, where it would expire before that.
 * Safe to repeat and to run at once in many places: a lease in D1 lets one publisher work at a time, and one whose lease ran
 * out writes nothing, so an older list never follows a newer.
 */
export async function publishStatusList(
  deps: Deps,
  listId: string,
  { renewBefore = new Date(0) }: { renewBefore?: Date } = {},
): Promise<PublishOutcome> {
  const startedAt = deps.clock.now()
  const claim = await deps.statusLists.claimPublishing(listId, {
    now: startedAt,
    lease: crypto.randomUUID(),
    leaseMs: LEASE_MS,
    intervalMs: MINIMUM_INTERVAL_MS,
    renewBefore,
  })
  if (claim === null) {
    const list = await deps.statusLists.find(listId)
    return list !== null && list.version > list.publishedVersion ? 'busy' : 'published'
  }
  let isPutting = false
  try {
    const signed = await signFromTruth(deps, listId)
    if (signed === null) return 'published'
    const at = deps.clock.now()
    if (at.getTime() - startedAt.getTime() > LEASE_MS / 2) throw new Error('the publishing lease ran short')
    isPutting = true
    await deps.publishedLists.put(listId, signed.published, signed.bits)
    deps.published.forget(`/status/${listId}`)
    const list = await deps.statusLists.finishPublishing(listId, claim.lease, {
      version: signed.published.version,
      at: deps.clock.now(),
      validUntil: new Date(signed.published.validUntilMs),
    })
    return list !== null && list.version > list.publishedVersion ? 'again' : 'published'
  } catch (error) {
    // What KV did not acknowledge may still arrive: until the lease runs out, nothing newer is put that it could undo.
    if (!isPutting) await deps.statusLists.releasePublishing(listId, claim.lease)
    throw error
  }
}

/** The change is durable by now: a queue that cannot be reached delays its publication until cron, and no more. */
export async function publishSoon(deps: Deps, listIds: readonly string[]): Promise<void> {
  try {
    await deps.enqueue(
      ...listIds.map((statusListId) => ({ kind: 'publish-status-list' as const, statusListId })),
    )
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    console.warn(JSON.stringify({ level: 'warn', event: 'status-list-not-enqueued', listIds, detail }))
  }
}

/** The list signed from D1 as it stands now; null where there is none. Writes nothing. */
export async function signFromTruth(
  deps: Deps,
  listId: string,
): Promise<{ published: PublishedList; bits: Uint8Array } | null> {
  const truth = await deps.statusLists.readBits(listId)
  if (truth === null) return null
  const { list, indices } = truth
  const bits = new Uint8Array(list.size / 8)
  for (const index of indices) setBit(bits, index, true)
  const issuer = await deps.signingIssuers.refresh(list.issuerId)
  return { published: await signStatusList(deps, issuer, list, bits, list.version, deps.clock.now()), bits }
}

async function signStatusList(
  { origin }: Deps,
  issuer: SigningIssuer,
  list: Signable,
  bits: Uint8Array,
  version: number,
  now: Date,
): Promise<PublishedList> {
  const validUntil = new Date(now.getTime() + VALIDITY_MS)
  const credential = await buildStatusList({
    id: statusListUrl(origin, list.id),
    issuerId: issuer.did,
    purpose: list.purpose,
    bits,
    validFrom: now,
    validUntil,
    ttlMs: STATUS_LIST_TTL_SECONDS * 1000,
  })
  const [jwtText, embedded] = await Promise.all([
    secureAsJwt(credential, issuer.jwtSigner),
    secureWithProof(credential, issuer.proofSigner, { created: now }),
  ])
  return {
    issuerDid: issuer.did,
    purpose: list.purpose,
    version,
    embeddedProofText: JSON.stringify(embedded),
    jwtText,
    validUntilMs: validUntil.getTime(),
  }
}

export function statusListUrl(origin: string, listId: string): string {
  return `${origin}/status/${listId}`
}
