/**
 * What a process holds after many verifications of many issuers: what is kept between them is bounded, so that the second
 * half of a run must add nothing. In a process of its own, started with --expose-gc (scripts/bench.mjs).
 */
import { didKeyOf, didKeyVerificationMethod } from '../../worker/credential/did/index.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { createSigner, generateKeyPair } from '../../worker/credential/key/index.ts'
import { secureWithProof } from '../../worker/credential/proof/index.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'
import { smallBadge } from './sample-credentials.ts'

const ISSUERS = 500
const ROUNDS = 10

export interface MemoryUse {
  verifications: number
  issuers: number
  /** Bytes in use after a collection: before, half way, and at the end. */
  heap: [before: number, halfway: number, end: number]
  /** Bytes that the process holds at the end. */
  resident: number
}

export async function memoryOfVerifying(collect: () => void): Promise<MemoryUse> {
  const badges = await Promise.all(Array.from({ length: ISSUERS }, (_, index) => badgeOf(index)))
  const heapNow = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = heapNow()
  for (let round = 0; round < ROUNDS / 2; round++) await verifyAll(badges)
  const halfway = heapNow()
  for (let round = 0; round < ROUNDS / 2; round++) await verifyAll(badges)
  const end = heapNow()
  const resident = process.memoryUsage().rss
  return { verifications: ISSUERS * ROUNDS, issuers: ISSUERS, heap: [before, halfway, end], resident }
}

async function badgeOf(index: number): Promise<JsonObject> {
  const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('EdDSA')
  const signer = await createSigner({
    privateKeyJwk,
    verificationMethod: didKeyVerificationMethod(publicKeyJwk),
  })
  const created = new Date('2026-01-01T00:00:00Z')
  return secureWithProof(smallBadge(didKeyOf(publicKeyJwk), index), signer, { created })
}

async function verifyAll(badges: JsonObject[]): Promise<void> {
  for (const badge of badges) {
    const { verdict } = await verifyCredential(badge, {
      now: new Date('2026-06-01T00:00:00Z'),
      fetchDocument: async ({ url }) => ({ ok: false, url, reason: 'offline' }),
    })
    if (verdict !== 'valid') throw new Error(verdict)
  }
}
