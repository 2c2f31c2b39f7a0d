/**
 * The credential core alone, in Node or in workerd: issuing and verifying in both forms, beside the bare signature and
 * the same work by the libraries that others build on. No network: every key is a did:key.
 */

import { bakePng, unbakePng } from '../../worker/credential/bake/index.ts'
import { canonicalizeByReference, canonicalizeFast } from '../../worker/credential/canonicalize/index.ts'
import { createKeyResolver, didKeyOf, didKeyVerificationMethod } from '../../worker/credential/did/index.ts'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { checkAtOnce } from '../../worker/credential/key/check-at-once.ts'
import {
  createSigner,
  decodeBase64url,
  encodeMultibase,
  generateKeyPair,
  jwkToMultikey,
  type KeyPair,
} from '../../worker/credential/key/index.ts'
import {
  secureAsJwt,
  secureWithProof,
  verifyDataIntegrity,
  verifyJwt,
} from '../../worker/credential/proof/index.ts'
import { getBit, setBit } from '../../worker/credential/status/bitstring.ts'
import { buildStatusList } from '../../worker/credential/status/build-list.ts'
import { type VerifyContext, verifyCredential } from '../../worker/credential/verify/index.ts'
import type { Case } from './measure.ts'
import type { Peer, Peers } from './peers.ts'
import { clr, largeBadge, smallBadge } from './sample-credentials.ts'

const BATCH = 1000
const LIST_ENTRIES = 131_072
const SIDE_BY_SIDE = 8
const NOW = new Date('2026-06-01T00:00:00Z')
const offline: FetchDocument = async ({ url }) => ({ ok: false, url, reason: 'offline' })

export interface Group {
  title: string
  cases: Case[]
}

/** `peers` are absent where they do not run: in workerd. */
export async function coreGroups(peers?: Peers): Promise<Group[]> {
  const ed25519 = await party('EdDSA')
  const p256 = await party('ES256')
  const small = smallBadge(ed25519.did)
  const large = largeBadge(ed25519.did)
  const signedSmall = await ed25519.secure(small)
  const signedLarge = await ed25519.secure(large)
  const badges = await Promise.all(
    Array.from({ length: 100 }, (_, i) => ed25519.secure(smallBadge(ed25519.did, i + 10))),
  )
  const transcript = clr(ed25519.did, badges)
  const signedTranscript = await ed25519.secure(transcript)
  const forP256 = smallBadge(p256.did)
  const token = await secureAsJwt(forP256, p256.signer)
  const ofProof = await bareSignature('EdDSA', crypto.getRandomValues(new Uint8Array(64)))
  const ofToken = await bareSignature(
    'ES256',
    new TextEncoder().encode(token.slice(0, token.lastIndexOf('.'))),
  )
  const bazaar = await peers?.digitalBazaar(ed25519.did, ed25519.multikey, ed25519.secretMultikey)
  await expectGood(signedSmall, signedLarge, signedTranscript, token)

  const byBazaar = (name: string, run: (peer: Peer) => Promise<unknown>): Case[] =>
    bazaar === undefined ? [] : [{ name: `@digitalbazaar/vc: ${name}`, run: () => run(bazaar) }]
  const byVerifierCore: Case[] =
    peers === undefined
      ? []
      : [
          {
            name: '@digitalcredentials/verifier-core: verify',
            run: () => peers.verifierCore.verify(signedSmall),
          },
        ]
  return [
    {
      title: `Embedded proof (eddsa-rdfc-2022), badge of ${kilobytes(signedSmall)}`,
      cases: [
        { name: 'bare Ed25519 verification (Web Crypto)', isBaseline: true, run: ofProof.verify },
        ...ofProof.atOnce,
        { name: 'Laurel: proof verification', run: () => proven(signedSmall) },
        {
          name: 'Laurel: whole verification report',
          run: () => verifyCredential(signedSmall, verifyContext()),
        },
        ...byBazaar('verify', (peer) => peer.verify(signedSmall)),
        ...byVerifierCore,
        { name: 'bare Ed25519 signature (Web Crypto)', isBaseline: true, run: ofProof.sign },
        { name: 'Laurel: issue', run: () => ed25519.secure(small) },
        ...byBazaar('issue', (peer) => peer.issue(small)),
      ],
    },
    {
      title: `VC-JWT (ES256), badge of ${kilobytes(token)}`,
      cases: [
        { name: 'bare ES256 verification (Web Crypto)', isBaseline: true, run: ofToken.verify },
        ...ofToken.atOnce,
        { name: 'Laurel: token verification', run: () => tokenProven(token) },
        { name: 'Laurel: whole verification report', run: () => verifyCredential(token, verifyContext()) },
        { name: 'bare ES256 signature (Web Crypto)', isBaseline: true, run: ofToken.sign },
        { name: 'Laurel: issue', run: () => secureAsJwt(forP256, p256.signer) },
        {
          name: 'two bare signatures (Ed25519, ES256)',
          isBaseline: true,
          run: () => Promise.all([ofProof.sign(), ofToken.sign()]),
        },
        {
          name: 'Laurel: issue both forms',
          run: () => Promise.all([secureAsJwt(forP256, p256.signer), ed25519.secure(small)]),
        },
      ],
    },
    {
      title: 'Larger credentials, embedded proof',
      cases: [
        { name: `Laurel: proof verification, ${kilobytes(signedLarge)}`, run: () => proven(signedLarge) },
        ...byBazaar(`verify, ${kilobytes(signedLarge)}`, (peer) => peer.verify(signedLarge)),
        { name: `Laurel: issue, ${kilobytes(large)}`, run: () => ed25519.secure(large) },
        {
          name: `Laurel: CLR of 100 badges, its own proof, ${kilobytes(signedTranscript)}`,
          run: () => proven(signedTranscript),
        },
        {
          name: 'Laurel: CLR of 100 badges, whole report with every badge',
          run: () => verifyCredential(signedTranscript, verifyContext()),
        },
      ],
    },
    {
      title: `A batch of ${BATCH.toLocaleString('en')} badges, whole reports (figures for one)`,
      cases: [
        {
          name: 'embedded proofs, ten different badges',
          operations: BATCH,
          run: () => verifyAll(badges.slice(0, 10)),
        },
        { name: 'VC-JWT', operations: BATCH, run: () => verifyAll([token]) },
      ],
    },
    {
      title: `Status (a list of ${LIST_ENTRIES.toLocaleString('en')} entries)`,
      cases: await statusCases(ed25519),
    },
    {
      title: 'Canonicalizing (part of the above)',
      cases: [
        {
          name: 'canonicalize the small badge, compiled',
          isBaseline: true,
          run: async () => canonicalizeFast(small),
        },
        { name: 'canonicalize the small badge, jsonld.js', run: () => canonicalizeByReference(small) },
        {
          name: 'canonicalize the large badge, compiled',
          isBaseline: true,
          run: async () => canonicalizeFast(large),
        },
        { name: 'canonicalize the large badge, jsonld.js', run: () => canonicalizeByReference(large) },
      ],
    },
    { title: 'Baking', cases: await bakingCases(signedSmall) },
  ]
}

/** A signed badge for the first verification of a fresh process. */
export async function signedSample(): Promise<JsonObject> {
  const issuer = await party('EdDSA')
  return issuer.secure(smallBadge(issuer.did))
}

/** A badge with one entry in a list: of ours, whose bit is read as it is; of another, whose list is fetched and unpacked. */
async function statusCases({ did, secure }: Awaited<ReturnType<typeof party>>): Promise<Case[]> {
  const url = 'https://institute.example/status/1'
  const bits = new Uint8Array(LIST_ENTRIES / 8)
  const publish = async (index: number) => {
    setBit(bits, index, true)
    const list = { id: url, issuerId: did, purpose: 'revocation' as const, bits, ttlMs: 300_000 }
    return secure(
      await buildStatusList({ ...list, validFrom: NOW, validUntil: new Date(NOW.getTime() + 86_400_000) }),
    )
  }
  const credentialStatus = {
    id: `${url}#94567`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: url,
  }
  const badge = await secure({ ...smallBadge(did), credentialStatus })
  for (let index = 0; index < 90_000; index += 9) setBit(bits, index, true)
  const body = new TextEncoder().encode(JSON.stringify(await publish(1)))
  const at = NOW.toISOString()
  const fetched = {
    ok: true,
    status: 200,
    contentType: 'application/vc',
    body,
    fetchedAt: at,
    via: 'cache',
  } as const
  const fetchDocument: FetchDocument = async ({ url: asked }) => ({ ...fetched, url: asked })
  const readOwnStatus = async ({ index }: { index: number }) => ({
    issuerId: did,
    isSet: getBit(bits, index),
    entries: LIST_ENTRIES,
    at,
  })
  const expectValid = async (context: VerifyContext) => {
    const { verdict } = await verifyCredential(badge, context)
    if (verdict !== 'valid') throw new Error(`a badge with a status is ${verdict}`)
  }
  let next = 0
  return [
    {
      name: 'whole report, our own list: one bit read',
      run: () => expectValid({ ...verifyContext(), readOwnStatus }),
    },
    {
      name: 'whole report, a list of others: verified and unpacked',
      run: () => expectValid({ ...verifyContext(), fetchDocument }),
    },
    { name: 'flip one bit and sign the list anew', run: () => publish(next++ % 90_000) },
  ]
}

async function bakingCases(credential: JsonObject): Promise<Case[]> {
  const text = JSON.stringify(credential)
  const png = decodeBase64url(PIXEL_PNG) ?? new Uint8Array()
  const baked = bakePng(png, text)
  return [
    { name: 'bake into a PNG', run: async () => bakePng(png, text) },
    { name: 'unbake from a PNG', run: async () => unbakePng(await baked) },
  ]
}

/** One transparent pixel. */
const PIXEL_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg'

async function expectGood(...credentials: (JsonObject | string)[]): Promise<void> {
  for (const credential of credentials) {
    const { verdict, checks } = await verifyCredential(credential, verifyContext())
    if (verdict === 'valid') continue
    const problems = checks.filter(({ outcome }) => outcome !== 'success')
    console.error(`a sample is ${verdict}: ${JSON.stringify(problems).slice(0, 600)}`)
  }
}

/** As many as fit side by side, as a server would do it. */
async function verifyAll(credentials: (JsonObject | string)[]): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let at = next++; at < BATCH; at = next++) {
      await verifyCredential(credentials[at % credentials.length], verifyContext())
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
}

function verifyContext() {
  return { now: NOW, fetchDocument: offline }
}

function proofContext() {
  return { ...createKeyResolver(offline), now: NOW }
}

async function proven(credential: JsonObject): Promise<void> {
  const [finding] = await verifyDataIntegrity(credential, proofContext())
  if (finding?.outcome !== 'success') throw new Error(JSON.stringify(finding?.problems))
}

async function tokenProven(token: string): Promise<void> {
  const finding = await verifyJwt(token, proofContext())
  if (finding.outcome !== 'success') throw new Error(JSON.stringify(finding.problems))
}

async function party(algorithm: 'EdDSA' | 'ES256') {
  const pair = await generateKeyPair(algorithm)
  const did = didKeyOf(pair.publicKeyJwk)
  const signer = await createSigner({
    privateKeyJwk: pair.privateKeyJwk,
    verificationMethod: didKeyVerificationMethod(pair.publicKeyJwk),
  })
  const created = new Date('2026-01-01T00:00:00Z')
  return {
    did,
    signer,
    multikey: jwkToMultikey(pair.publicKeyJwk),
    secretMultikey: secretMultikey(pair),
    secure: (credential: JsonObject) => secureWithProof(credential, signer, { created }),
  }
}

/** The signature and nothing else, over as many bytes as are signed: 64 of an embedded proof, all of a token. */
async function bareSignature(algorithm: 'EdDSA' | 'ES256', signed: Uint8Array) {
  const data = new Uint8Array(signed)
  const [key, use] =
    algorithm === 'EdDSA'
      ? [{ name: 'Ed25519' }, { name: 'Ed25519' }]
      : [
          { name: 'ECDSA', namedCurve: 'P-256' },
          { name: 'ECDSA', hash: 'SHA-256' },
        ]
  const pair = (await crypto.subtle.generateKey(key, false, ['sign', 'verify'])) as CryptoKeyPair
  const signature = await crypto.subtle.sign(use, pair.privateKey, data)
  const check = checkAtOnce(algorithm, pair.publicKey)
  // What ours is made of in Node: no baseline, so that the ratios stay those to what everybody has.
  const atOnce: Case[] =
    check === undefined
      ? []
      : [
          {
            name: 'the same by node:crypto, without another thread',
            run: async () => check(new Uint8Array(signature), data),
          },
        ]
  return {
    sign: () => crypto.subtle.sign(use, pair.privateKey, data),
    verify: () => crypto.subtle.verify(use, pair.publicKey, signature, data),
    atOnce,
  }
}

function secretMultikey({ privateKeyJwk }: KeyPair): string {
  const seed = decodeBase64url(privateKeyJwk.d) ?? new Uint8Array()
  return encodeMultibase(new Uint8Array([0x80, 0x26, ...seed]))
}

function kilobytes(value: JsonObject | string): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `${(new TextEncoder().encode(text).length / 1000).toFixed(1)} kB`
}
