/**
 * The first verification of a process, with everything that it has to load and to make: the module itself, the contexts'
 * tables, the key. Run in a process of its own (scripts/bench.mjs), with a credential that another process signed.
 */
import { createKeyResolver } from '../../worker/credential/did/index.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { verifyDataIntegrity } from '../../worker/credential/proof/index.ts'

/** Milliseconds of wall clock and of processor time. */
export async function firstVerification(credential: JsonObject): Promise<{ ms: number; cpu: number }> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await verifyOnce(credential)
  const ms = performance.now() - start
  const used = process.cpuUsage(cpu)
  return { ms, cpu: (used.user + used.system) / 1000 }
}

/** Throws where it is not good. */
export async function verifyOnce(credential: JsonObject): Promise<void> {
  const keys = createKeyResolver(async ({ url }) => ({ ok: false, url, reason: 'offline' }))
  const [finding] = await verifyDataIntegrity(credential, { ...keys, now: new Date('2026-06-01T00:00:00Z') })
  if (finding?.outcome !== 'success') throw new Error(JSON.stringify(finding?.problems))
}
