/**
 * Securing what a VC API client sends: any JSON-LD credential, under this issuer's authority and no other's. It is
 * checked as a verifier would check it, and then signed as it was received. The credential is not kept: so no guard
 * stops a key that was withdrawn meanwhile, and the issuer is read anew each time. Only a status, where one is asked for,
 * is ours to add and to remember (vc-api-status.ts).
 */
import { CanonicalizationError, canonicalize } from '../credential/canonicalize/index.ts'
import { didKeyOf, didKeyVerificationMethod } from '../credential/did/index.ts'
import { isJsonObject, type JsonObject } from '../credential/json.ts'
import type { PublicJwk } from '../credential/key/index.ts'
import {
  CRYPTOSUITES,
  type CryptosuiteName,
  SecuringError,
  type Signer,
  secureAsVcJose,
  secureWithProof,
} from '../credential/proof/index.ts'
import { pinnedResourceProblems } from '../credential/verify/related-resource.ts'
import { structureProblems } from '../credential/verify/structure/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { StatusPurpose } from '../storage/status-lists.ts'
import type { Caller } from './caller.ts'
import { isItsKey, type SigningIssuer } from './signing-issuer.ts'
import { withVcApiStatus } from './vc-api-status.ts'

export interface VcApiIssueOptions {
  /** A Data Integrity suite, or `vc+jwt` for an enveloped credential; by the issuer's Ed25519 key where absent. */
  cryptosuite?: string | undefined
  created?: string | undefined
  /** One of the issuer's own, where several keys fit: its DID URL, or that of the key's did:key. */
  verificationMethod?: string | undefined
  /** JSON Pointers that a holder can never leave out (ecdsa-sd-2023). */
  mandatoryPointers?: string[] | undefined
  /** A BitstringStatusListEntry for each, in lists of this issuer. */
  statusPurposes?: readonly StatusPurpose[] | undefined
  /** By which its status is changed later, where the credential has no `id`. */
  credentialId?: string | undefined
}

const VC_JOSE = 'vc+jwt'

/** Whom this issuer can sign as, and with which suites: its own DID, and the did:key of each of its keys. */
export async function vcApiIdentities(deps: Deps, issuerId: string) {
  const issuer = await deps.signingIssuers.refresh(issuerId)
  const signers = signersOf(issuer)
  const suitesOf = ({ algorithm }: Signer) =>
    Object.entries(CRYPTOSUITES).flatMap(([name, { algorithms }]) =>
      algorithms.includes(algorithm) ? [name] : [],
    )
  return {
    id: issuer.did,
    cryptosuites: [...new Set([...signers.flatMap(suitesOf), VC_JOSE])],
    keys: signers.flatMap((signer) => {
      const id = didKeyOfSigner(signer)
      const { algorithm, verificationMethod } = signer
      return id === undefined ? [] : [{ id, algorithm, verificationMethod, cryptosuites: suitesOf(signer) }]
    }),
  }
}

function signersOf({ proofSigner, jwtSigner, otherSigners }: SigningIssuer): Signer[] {
  return [...new Set([proofSigner, jwtSigner, ...otherSigners])]
}

/** Undefined for RSA, which has no did:key here. */
function didKeyOfSigner({ algorithm, publicKeyJwk }: Signer): string | undefined {
  return algorithm === 'RS256' ? undefined : didKeyOf(publicKeyJwk as PublicJwk)
}

/**
 * Refuses `invalid-request` (with pointers) for what is malformed, of another issuer, or cannot be signed safely; `conflict`
 * for a status under an id that has one already.
 */
export async function secureForVcApi(
  deps: Deps,
  issuerId: string,
  credential: JsonObject,
  options: VcApiIssueOptions,
  caller: Caller,
): Promise<JsonObject> {
  assertWellFormed(credential)
  const issuer = await deps.signingIssuers.refresh(issuerId)
  const candidates = named(signersOf(issuer), options.verificationMethod)
  const names = [issuer.did, ...(isItsKey(issuer) ? [] : [`${deps.origin}/issuers/${issuer.id}`])]
  const secure = securingOf(credential, candidates, names, issuer, options, deps.clock.now())
  const { statusPurposes: purposes = [], credentialId } = options
  if (purposes.length === 0) return secure(credential)
  const status = await withVcApiStatus(deps, issuer, credential, { purposes, credentialId })
  const secured = await secure(status.credential)
  await status.keep(caller)
  return secured
}

function assertWellFormed(credential: JsonObject): void {
  const problems = [...structureProblems(credential), ...pinnedResourceProblems(credential)]
  const faults = problems.filter(({ severity }) => severity === 'error')
  if (faults.length === 0) return
  const errors = faults.map(({ pointer = '', text }) => ({
    pointer: `/credential${pointer}`,
    detail: text,
  }))
  throw new Refusal('invalid-request', `The credential is malformed: ${errors[0]?.detail}`, { errors })
}

/** With which key and in which form: decided, and refused, before anything is taken or signed. */
function securingOf(
  credential: JsonObject,
  candidates: Signer[],
  names: string[],
  issuer: SigningIssuer,
  options: VcApiIssueOptions,
  now: Date,
): (credential: JsonObject) => Promise<JsonObject> {
  const { cryptosuite } = options
  if (cryptosuite === VC_JOSE) {
    const signer = signerFor(credential, jwtFirst(candidates, issuer), names)
    return (given) => envelope(given, signer)
  }
  const suite = cryptosuite === undefined ? undefined : suiteNamed(cryptosuite)
  const fitting = suite
    ? candidates.filter(({ algorithm }) => CRYPTOSUITES[suite].algorithms.includes(algorithm))
    : candidates
  const signer = signerFor(credential, fitting, names)
  return (given) => embed(given, signer, suite, options, now)
}

/** All of them where no method is named. Refuses `invalid-request` for one that is not the issuer's. */
function named(signers: Signer[], verificationMethod: string | undefined): Signer[] {
  if (verificationMethod === undefined) return signers
  const found = signers.filter(
    (signer) =>
      signer.verificationMethod === verificationMethod ||
      (signer.algorithm !== 'RS256' &&
        didKeyVerificationMethod(signer.publicKeyJwk as PublicJwk) === verificationMethod),
  )
  if (found.length > 0) return found
  throw new Refusal('invalid-request', 'No active key of this issuer has that verification method.', {
    errors: [{ pointer: '/options/verificationMethod', detail: 'No active key of this issuer.' }],
  })
}

function jwtFirst(signers: Signer[], { jwtSigner }: SigningIssuer): Signer[] {
  return signers.includes(jwtSigner) ? [jwtSigner, ...signers] : signers
}

function suiteNamed(name: string): CryptosuiteName {
  if (Object.hasOwn(CRYPTOSUITES, name)) return name as CryptosuiteName
  const known = [...Object.keys(CRYPTOSUITES), VC_JOSE].join(', ')
  throw new Refusal('invalid-request', `The cryptosuite ${name} is not known here. Known: ${known}.`, {
    errors: [{ pointer: '/options/cryptosuite', detail: 'Not known here.' }],
  })
}

/**
 * The key by which the credential's issuer is this issuer: by one of its `names`, its own DID and its profile URL, the first
 * that fits; or the did:key of one of its keys (for clients that resolve no other).
 */
function signerFor(credential: JsonObject, signers: Signer[], names: string[]): Signer {
  const issuer = isJsonObject(credential.issuer) ? credential.issuer.id : credential.issuer
  const [first] = signers
  if (!first) {
    throw new Refusal('invalid-request', 'This issuer has no key for that cryptosuite.', {
      errors: [{ pointer: '/options/cryptosuite', detail: 'No key of this issuer fits.' }],
    })
  }
  if (typeof issuer === 'string' && names.includes(issuer)) return first
  const byKey = signers.find((signer) => issuer !== undefined && didKeyOfSigner(signer) === issuer)
  if (byKey) {
    const verificationMethod = didKeyVerificationMethod(byKey.publicKeyJwk as PublicJwk)
    return { ...byKey, verificationMethod, kid: verificationMethod }
  }
  const keys = signers.map(didKeyOfSigner).filter((id) => id !== undefined)
  const own = [...new Set([...names.slice(0, 1), ...keys])].join(' or ')
  throw new Refusal('invalid-request', `This endpoint signs for one issuer only: ${own}.`, {
    errors: [{ pointer: '/credential/issuer', detail: `Must be ${own}.` }],
  })
}

async function embed(
  credential: JsonObject,
  signer: Signer,
  cryptosuite: CryptosuiteName | undefined,
  { created, mandatoryPointers }: VcApiIssueOptions,
  now: Date,
): Promise<JsonObject> {
  return orRefuse('/credential', () =>
    secureWithProof(credential, signer, {
      created: created === undefined ? now : new Date(created),
      ...(cryptosuite === undefined ? {} : { cryptosuite }),
      ...(mandatoryPointers === undefined ? {} : { mandatoryPointers }),
    }),
  )
}

/** What the pointers choose of an ecdsa-sd-2023 base credential. Refuses `invalid-request`. */
export function deriveForVcApi(credential: JsonObject, pointers: string[]): Promise<JsonObject> {
  return orRefuse('/verifiableCredential', async () => {
    const { deriveCredential } = await import('../credential/proof/selective-disclosure/derive-credential.ts')
    return deriveCredential(credential, pointers)
  })
}

async function orRefuse<Made>(pointer: string, work: () => Promise<Made>): Promise<Made> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CanonicalizationError || error instanceof SecuringError) {
      const detail = `It cannot be secured: ${error.code} (${error.detail}).`
      throw new Refusal('invalid-request', detail, { errors: [{ pointer, detail }] })
    }
    throw error
  }
}

/** VC Data Model 2.0, section 4.13.2. The token signs bytes; that they are JSON-LD without loss is looked at all the same. */
async function envelope(credential: JsonObject, signer: Signer): Promise<JsonObject> {
  await orRefuse('/credential', () => canonicalize(credential))
  const token = await secureAsVcJose(credential, signer)
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: `data:application/vc+jwt,${token}`,
    type: 'EnvelopedVerifiableCredential',
  }
}
