/** Making, exporting and signing with key pairs, by Web Crypto. No I/O; the private half leaves only as a JWK to be encrypted. */
import type { SignatureAlgorithm, Signer } from '../proof/signer.ts'
import { ALGORITHMS, algorithmOf } from './algorithms.ts'
import { canonicalPublicJwk, type PublicJwk } from './jwk.ts'

/** A canonical public JWK with its private members. Encrypt it before it is kept; never put it into an answer or a log. */
export type PrivateJwk = PublicJwk & {
  d: string
  p?: string
  q?: string
  dp?: string
  dq?: string
  qi?: string
}

export interface KeyPair {
  publicKeyJwk: PublicJwk
  privateKeyJwk: PrivateJwk
}

const RSA_MODULUS_BITS = 2048
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const

export async function generateKeyPair(algorithm: SignatureAlgorithm): Promise<KeyPair> {
  const { key } = ALGORITHMS[algorithm]
  const parameters =
    algorithm === 'RS256'
      ? { ...key, modulusLength: RSA_MODULUS_BITS, publicExponent: new Uint8Array([1, 0, 1]) }
      : key
  const pair = (await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])) as CryptoKeyPair
  const exported = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as JsonWebKey
  return keyPairOf(exported)
}

/** Keeps only the members of the key itself: workerd exports `alg` and undefined members that others refuse. */
function keyPairOf(exported: JsonWebKey): KeyPair {
  const members = Object.fromEntries(
    Object.entries(exported).filter(([, value]) => typeof value === 'string'),
  )
  const publicKeyJwk = canonicalPublicJwk(members)
  const privateMembers = Object.fromEntries(
    PRIVATE_MEMBERS.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])),
  ) as { d: string }
  return { publicKeyJwk, privateKeyJwk: { ...publicKeyJwk, ...privateMembers } }
}

export interface SignerKey {
  privateKeyJwk: PrivateJwk
  /** DID URL for embedded proofs. */
  verificationMethod: string
  /** For JOSE headers; the verification method where absent. */
  kid?: string
}

/** Imports the private key once, not extractable; only `sign` holds it. Throws KeyError for a key of an unknown kind. */
export async function createSigner({ privateKeyJwk, verificationMethod, kid }: SignerKey): Promise<Signer> {
  const publicKeyJwk = canonicalPublicJwk(privateKeyJwk)
  const algorithm = algorithmOf(publicKeyJwk)
  const { key, use } = ALGORITHMS[algorithm]
  const privateKey = await crypto.subtle.importKey('jwk', { ...privateKeyJwk }, key, false, ['sign'])
  return {
    algorithm,
    verificationMethod,
    kid: kid ?? verificationMethod,
    publicKeyJwk,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(use, privateKey, new Uint8Array(bytes))),
  }
}
