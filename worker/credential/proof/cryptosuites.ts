/** The embedded proofs that are read and made here, as a table. Pure. */

import type { JsonObject } from '../json.ts'
import type { VerificationAlgorithm } from '../key/algorithms.ts'

export type CryptosuiteName =
  | 'eddsa-rdfc-2022'
  | 'eddsa-jcs-2022'
  | 'ecdsa-rdfc-2019'
  | 'ecdsa-jcs-2019'
  | 'ecdsa-sd-2023'
  | 'Ed25519Signature2020'
  | 'Ed25519Signature2018'
  | 'JsonWebSignature2020'

export interface Cryptosuite {
  name: CryptosuiteName
  /** `type` of the proof. */
  proofType: 'DataIntegrityProof' | 'Ed25519Signature2020' | 'Ed25519Signature2018' | 'JsonWebSignature2020'
  transformation: 'rdfc' | 'jcs'
  /** Where the signature stands: multibase in `proofValue`, or a detached JWS (RFC 7797) in `jws`. */
  encoding: 'proofValue' | 'jws'
  algorithms: VerificationAlgorithm[]
  /** The context that defines the proof's terms for documents whose own contexts do not. */
  context: string
}

const DATA_INTEGRITY_CONTEXT = 'https://w3id.org/security/data-integrity/v2'

function dataIntegrity(
  name: CryptosuiteName,
  transformation: 'rdfc' | 'jcs',
  algorithms: VerificationAlgorithm[],
): Cryptosuite {
  return {
    name,
    proofType: 'DataIntegrityProof',
    transformation,
    encoding: 'proofValue',
    algorithms,
    context: DATA_INTEGRITY_CONTEXT,
  }
}

export const CRYPTOSUITES: Record<CryptosuiteName, Cryptosuite> = {
  'eddsa-rdfc-2022': dataIntegrity('eddsa-rdfc-2022', 'rdfc', ['EdDSA']),
  'eddsa-jcs-2022': dataIntegrity('eddsa-jcs-2022', 'jcs', ['EdDSA']),
  'ecdsa-rdfc-2019': dataIntegrity('ecdsa-rdfc-2019', 'rdfc', ['ES256', 'ES384']),
  'ecdsa-jcs-2019': dataIntegrity('ecdsa-jcs-2019', 'jcs', ['ES256', 'ES384']),
  'ecdsa-sd-2023': dataIntegrity('ecdsa-sd-2023', 'rdfc', ['ES256']),
  Ed25519Signature2020: {
    name: 'Ed25519Signature2020',
    proofType: 'Ed25519Signature2020',
    transformation: 'rdfc',
    encoding: 'proofValue',
    algorithms: ['EdDSA'],
    context: 'https://w3id.org/security/suites/ed25519-2020/v1',
  },
  Ed25519Signature2018: {
    name: 'Ed25519Signature2018',
    proofType: 'Ed25519Signature2018',
    transformation: 'rdfc',
    encoding: 'jws',
    algorithms: ['EdDSA'],
    context: 'https://w3id.org/security/suites/ed25519-2018/v1',
  },
  JsonWebSignature2020: {
    name: 'JsonWebSignature2020',
    proofType: 'JsonWebSignature2020',
    transformation: 'rdfc',
    encoding: 'jws',
    algorithms: ['EdDSA', 'ES256', 'ES384', 'ES256K', 'PS256', 'RS256'],
    context: 'https://w3id.org/security/suites/jws-2020/v1',
  },
}

/** Names that drafts used for what became another name; read, never written. */
const FORMER_NAMES: Record<string, CryptosuiteName> = { 'eddsa-2022': 'eddsa-rdfc-2022' }

/** The suite of a proof as received; undefined for one that is not known here. */
export function cryptosuiteOf(proof: JsonObject): Cryptosuite | undefined {
  const { type, cryptosuite } = proof
  const name = type === 'DataIntegrityProof' ? cryptosuite : type
  if (typeof name !== 'string') return undefined
  const suite = Object.hasOwn(CRYPTOSUITES, name)
    ? CRYPTOSUITES[name as CryptosuiteName]
    : Object.hasOwn(FORMER_NAMES, name)
      ? CRYPTOSUITES[FORMER_NAMES[name] as CryptosuiteName]
      : undefined
  return suite?.proofType === type ? suite : undefined
}
