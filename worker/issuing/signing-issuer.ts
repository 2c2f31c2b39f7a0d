/**
 * An issuer ready to sign: profile and both signers. Kept in the isolate; whoever writes what was signed commits the guard
 * `issuerUnchanged`, so a profile or key that changed elsewhere never slips through.
 */
import { createSigner, type PrivateJwk } from '../credential/key/index.ts'
import type { Signer } from '../credential/proof/signer.ts'
import { Refusal } from '../problem.ts'
import type { Issuer, IssuerKey, IssuerKeyAlgorithm, IssuerStore } from '../storage/issuers.ts'
import { createIsolateMemory } from './isolate-memory.ts'
import type { Vault } from './vault.ts'

export interface SigningIssuer extends Issuer {
  /** Ed25519, or the one key of a did:key identity: embedded proofs. */
  proofSigner: Signer
  /** P-256, P-384 or RSA: the VC-JWT form; for a did:key identity the same as `proofSigner`. */
  jwtSigner: Signer
  /** Its other active keys: the VC API offers them too. */
  otherSigners: Signer[]
}

export interface SigningIssuers {
  /** From the isolate's memory where it is known. Refuses `not-found`; `conflict` where a signing key is missing. */
  get(issuerId: string): Promise<SigningIssuer>
  /** Reads anew. */
  refresh(issuerId: string): Promise<SigningIssuer>
}

const MAX_REMEMBERED = 200
/** After the two that the issuer signs with, in the order in which the VC API prefers them. */
const SIGNING_ALGORITHMS: IssuerKeyAlgorithm[] = ['EdDSA', 'ES256', 'ES384', 'RS256']
const DID_KEY = 'did:key:'

export function createSigningIssuers(issuers: IssuerStore, vault: Vault, origin: string): SigningIssuers {
  const memory = createIsolateMemory<string, SigningIssuer>(async (issuerId, known) => {
    const found = await issuers.findWithKeys(issuerId)
    if (found === null) return null
    const { issuer, keys } = found
    if (known?.revision === issuer.revision) return known
    const signerOf = (algorithm: IssuerKeyAlgorithm) =>
      openSigner(issuer, activeKey(keys, algorithm), vault, origin)
    const proofAlgorithm = isItsKey(issuer) ? issuer.jwtAlgorithm : 'EdDSA'
    const proofSigner = await signerOf(proofAlgorithm)
    const jwtSigner =
      issuer.jwtAlgorithm === proofAlgorithm ? proofSigner : await signerOf(issuer.jwtAlgorithm)
    const others = SIGNING_ALGORITHMS.filter(
      (algorithm) =>
        algorithm !== proofAlgorithm &&
        algorithm !== issuer.jwtAlgorithm &&
        findActive(keys, algorithm) !== undefined,
    )
    const otherSigners = await Promise.all(others.map(signerOf))
    return { ...issuer, proofSigner, jwtSigner, otherSigners }
  }, MAX_REMEMBERED)

  return {
    get: async (issuerId) => found(await memory.get(issuerId)),
    refresh: async (issuerId) => found(await memory.refresh(issuerId)),
  }
}

function found(issuer: SigningIssuer | null): SigningIssuer {
  if (issuer === null) throw new Refusal('not-found', 'No such issuer.')
  return issuer
}

export function keyContext(issuerId: string, keyId: string): string {
  return `issuer-key:${issuerId}:${keyId}`
}

/** Whether the identity is a key (did:key): there is no document in which another could take its place. */
export function isItsKey({ did }: Pick<Issuer, 'did'>): boolean {
  return did.startsWith(DID_KEY)
}

/** DID URL of a key, and what JOSE headers call it: the URL that answers it as one JWK, or for a did:key the DID URL. */
export function keyUrls(issuer: Pick<Issuer, 'id' | 'did'>, keyId: string, origin: string) {
  if (isItsKey(issuer)) {
    const verificationMethod = `${issuer.did}#${issuer.did.slice(DID_KEY.length)}`
    return { verificationMethod, kid: verificationMethod }
  }
  return { verificationMethod: `${issuer.did}#${keyId}`, kid: `${origin}/issuers/${issuer.id}/keys/${keyId}` }
}

function findActive(keys: IssuerKey[], algorithm: IssuerKeyAlgorithm): IssuerKey | undefined {
  return keys.find((candidate) => candidate.algorithm === algorithm && candidate.state === 'active')
}

function activeKey(
  keys: IssuerKey[],
  algorithm: IssuerKeyAlgorithm,
): IssuerKey & { sealedPrivateJwk: string } {
  const key = findActive(keys, algorithm)
  if (key === undefined || key.sealedPrivateJwk === null)
    throw new Refusal(
      'conflict',
      `This issuer has no active ${algorithm} key. Make one: POST /v1/issuers/{issuerId}/keys with {"algorithm": "${algorithm}"}.`,
    )
  return { ...key, sealedPrivateJwk: key.sealedPrivateJwk }
}

async function openSigner(
  issuer: Issuer,
  key: IssuerKey & { sealedPrivateJwk: string },
  vault: Vault,
  origin: string,
): Promise<Signer> {
  const privateKeyJwk = JSON.parse(
    await vault.open(key.sealedPrivateJwk, keyContext(issuer.id, key.id)),
  ) as PrivateJwk
  return await createSigner({ privateKeyJwk, ...keyUrls(issuer, key.id, origin) })
}
