/** Independent implementations from npm, for tests in Node. They ship no types: each is given the few that a test needs. */

import { bundledContext } from '../../worker/credential/contexts/index.ts'
import { didKeyDocument } from '../../worker/credential/did/did-key.ts'
import type { JsonObject } from '../../worker/credential/json.ts'

interface PeerKey {
  signer(): object
}

interface KeyPackage {
  generate(options?: object): Promise<{ export(options: object): Promise<Record<string, string>> }>
  from(key: object): Promise<PeerKey>
}

interface SuitePackage {
  cryptosuite?: object
  createSignCryptosuite?(options?: object): object
  createVerifyCryptosuite?(options?: object): object
  createDiscloseCryptosuite?(options?: object): object
}

interface VcPackage {
  issue(options: object): Promise<JsonObject>
  derive(options: object): Promise<JsonObject>
  verifyCredential(options: object): Promise<{ verified: boolean; error?: Error }>
}

/** A variable keeps TypeScript from looking for types that are not there. */
const load = <T>(name: string): Promise<T> => import(name)

export async function digitalBazaar() {
  const [vc, dataIntegrity, ed25519, ecdsa, signature2020, ...suites] = await Promise.all([
    load<VcPackage>('@digitalbazaar/vc'),
    load<{ DataIntegrityProof: new (options: object) => object }>('@digitalbazaar/data-integrity'),
    load<KeyPackage>('@digitalbazaar/ed25519-multikey'),
    load<KeyPackage>('@digitalbazaar/ecdsa-multikey'),
    load<{ Ed25519Signature2020: new (options?: object) => object }>('@digitalbazaar/ed25519-signature-2020'),
    ...SUITES.map((name) => load<SuitePackage>(`@digitalbazaar/${name}-cryptosuite`)),
  ])
  return {
    vc,
    DataIntegrityProof: dataIntegrity.DataIntegrityProof,
    Ed25519Multikey: ed25519,
    EcdsaMultikey: ecdsa,
    Ed25519Signature2020: signature2020.Ed25519Signature2020,
    suites: Object.fromEntries(SUITES.map((name, i) => [name, suites[i] as SuitePackage])) as Record<
      (typeof SUITES)[number],
      SuitePackage
    >,
  }
}

export const SUITES = [
  'eddsa-rdfc-2022',
  'eddsa-jcs-2022',
  'ecdsa-rdfc-2019',
  'ecdsa-jcs-2019',
  'ecdsa-sd-2023',
] as const

/** Bundled contexts and did:key documents; everything else is refused. */
export async function documentLoader(url: string) {
  const context = bundledContext(url)
  if (context !== undefined) return { contextUrl: null, documentUrl: url, document: context }
  const [did = '', fragment] = url.split('#')
  if (did.startsWith('did:key:')) {
    const document = didKeyDocument(did.slice('did:key:'.length))
    const [method] = document.verificationMethod as JsonObject[]
    const contexted = { '@context': 'https://w3id.org/security/multikey/v1', ...method }
    return { contextUrl: null, documentUrl: url, document: fragment === undefined ? document : contexted }
  }
  throw new Error(`not loaded in tests: ${url}`)
}
