/** What every verification in the Worker is given: the time, the guarded port, and the registries that are asked. */
import * as z from 'zod/mini'
import type { FetchDocument } from '../credential/fetch-document.ts'
import type { ReadOwnStatus } from '../credential/status/status-finding.ts'
import { type RegistryDescription, trustRegistry } from '../credential/trust/registries.ts'
import type { TrustRegistry } from '../credential/trust/registry.ts'
import type { VerifyContext } from '../credential/verify/index.ts'
import { lazily } from '../lazily.ts'
import { withinTime } from './within-time.ts'

interface VerifierDeps {
  env: Pick<Env, 'TRUST_REGISTRIES'>
  clock: { now(): Date }
  fetchDocument: FetchDocument
  readOwnStatus: ReadOwnStatus
}

export function verifierOf({ env, clock, fetchDocument, readOwnStatus }: VerifierDeps): VerifyContext {
  return {
    now: clock.now(),
    fetchDocument: withinTime(fetchDocument, clock.now),
    readOwnStatus,
    registries: registriesOf(env.TRUST_REGISTRIES),
  }
}

/** Milliseconds for a report's timings; the platform freezes it between I/O. */
export function clockOf({ clock }: Pick<VerifierDeps, 'clock'>): () => number {
  return () => clock.now().getTime()
}

const name = lazily(() => z.string().check(z.minLength(1)))
const Registries = lazily(() =>
  z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('local'), name: name(), issuers: z.array(z.string()) }),
      z.strictObject({ type: z.literal('dcc'), name: name(), url: z.url() }),
      z.strictObject({
        type: z.literal('openid-federation'),
        name: name(),
        url: z.url(),
        jwks: z.optional(z.object({ keys: z.array(z.record(z.string(), z.json())).check(z.minLength(1)) })),
      }),
    ]),
  ),
)

/** Whether the variable reads as a list of registries; absent is the empty list. */
export function registriesAreReadable(text = '[]'): boolean {
  try {
    registriesOf(text)
    return true
  } catch {
    return false
  }
}

let known: { text: string; registries: TrustRegistry[] } | null = null

/** The variable TRUST_REGISTRIES, a JSON list, the most authoritative first. None where it is absent; a broken one is our fault. */
function registriesOf(text = '[]'): TrustRegistry[] {
  if (known?.text !== text) {
    const descriptions: RegistryDescription[] = Registries().parse(JSON.parse(text))
    known = { text, registries: descriptions.map(trustRegistry) }
  }
  return known.registries
}
