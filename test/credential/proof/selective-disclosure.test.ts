/** ecdsa-sd-2023: the W3C's worked examples step by step, and what holders and attackers do with it. */

import vectors from 'virtual:vectors'
import { describe, expect, test } from 'vitest'
import { createKeyResolver } from '../../../worker/credential/did/index.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import {
  createSigner,
  generateKeyPair,
  multikeyToJwk,
  multikeyToPrivateJwk,
} from '../../../worker/credential/key/index.ts'
import {
  type ProofFinding,
  secureWithProof,
  verifyDataIntegrity,
} from '../../../worker/credential/proof/index.ts'
import { createBaseProofValue } from '../../../worker/credential/proof/selective-disclosure/base-proof.ts'
import { deriveCredential } from '../../../worker/credential/proof/selective-disclosure/derive-credential.ts'
import { canonicalizeAndGroup } from '../../../worker/credential/proof/selective-disclosure/group.ts'
import {
  decodeBaseProofValue,
  decodeDerivedProofValue,
  encodeDerivedProofValue,
} from '../../../worker/credential/proof/selective-disclosure/proof-value.ts'
import { loadCitizenshipContext } from '../../support/citizenship-context.ts'
import { createIssuerWorld, ISSUER_DID, NOW, openBadge } from '../../support/issuer-world.ts'

const folder = 'vectors/w3c-vc-di-ecdsa'
const json = <T = JsonObject>(path: string): T => JSON.parse(vectors?.[`${folder}/${path}`] ?? 'null')
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const bytesOf = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const outcomes = (findings: ProofFinding[]) =>
  findings.map(({ outcome, problems }) => [outcome, ...problems.map((p) => p.code)])

const canonicalization = { loadContext: loadCitizenshipContext }
const context = {
  now: NOW,
  ...canonicalization,
  ...createKeyResolver(async ({ url }) => ({ ok: false, url, reason: 'offline' })),
}

interface KeyMaterial {
  baseKeyPair: { publicKeyMultibase: string; secretKeyMultibase: string }
  proofKeyPair: { publicKeyMultibase: string; secretKeyMultibase: string }
  hmacKeyString: string
}

describe.skipIf(vectors === undefined).each([
  ['prc', 'prCredMandatory', 'prCredSelective'],
  ['employ', 'employMandatory', 'employSelective'],
])('the worked example %s', (name, mandatoryFile, selectiveFile) => {
  const path = `ecdsa-sd-2023/${name}`
  const keys = json<KeyMaterial>('ecdsa-sd-2023/SDKeyMaterial.json')
  const mandatory = json<string[]>(`${mandatoryFile}.json`)
  const selective = json<string[]>(`${selectiveFile}.json`)
  const signed = json(`${path}/addSignedSDBase.json`)

  test('randomized labels and groups are the specification’s', async () => {
    const { proof: _, ...document } = signed
    const { nquads, groups } = await canonicalizeAndGroup(
      document,
      bytesOf(keys.hmacKeyString),
      { mandatory, selective, combined: [...mandatory, ...selective] },
      canonicalization,
    )
    expect(nquads).toEqual(json<string[]>(`${path}/addBaseDocHMACCanon.json`))
    const expected = json<Record<string, number[]>>(`${path}/derivedGroupIndexes.json`)
    expect([...(groups.get('mandatory')?.indexes ?? [])]).toEqual(expected.mandatoryIndexes)
    expect([...(groups.get('selective')?.indexes ?? [])]).toEqual(expected.selectiveIndexes)
    expect([...(groups.get('combined')?.indexes ?? [])]).toEqual(expected.combinedIndexes)
  })

  test('its base proof decodes to the specification’s parts', () => {
    const value = decodeBaseProofValue((signed.proof as JsonObject).proofValue)
    const expected = json<{ baseSignature: string; signatures: string[] }>(
      `${path}/addRawBaseSignatureInfo.json`,
    )
    expect(hex(value?.baseSignature ?? new Uint8Array())).toBe(expected.baseSignature)
    expect(value?.signatures.map(hex)).toEqual(expected.signatures)
    expect(value?.mandatoryPointers).toEqual(mandatory)
  })

  test('deriving gives the specification’s derived proof, byte for byte', async () => {
    const derived = await deriveCredential(signed, selective, canonicalization)
    const expected = json(`${path}/derivedRevealDocument.json`)
    const { proof, ...document } = derived
    const { proof: expectedProof, ...expectedDocument } = expected
    expect(document).toEqual(expectedDocument)
    expect([(proof as JsonObject[])[0]]).toEqual([expectedProof].flat())
  })

  test('the published derived proof verifies', async () => {
    expect(outcomes(await verifyDataIntegrity(json(`${path}/derivedRevealDocument.json`), context))).toEqual([
      ['success'],
    ])
  })

  test('the published base proof is refused as one', async () => {
    expect(outcomes(await verifyDataIntegrity(signed, context))).toEqual([
      ['failure', 'base-proof-not-disclosed'],
    ])
  })

  test('what the published keys sign here derives and verifies', async () => {
    const { proof, ...document } = signed
    const { proofValue: _, ...proofOptions } = proof as JsonObject
    const pair = (name: 'baseKeyPair' | 'proofKeyPair') => ({
      publicKeyJwk: multikeyToJwk(keys[name].publicKeyMultibase),
      privateKeyJwk: multikeyToPrivateJwk(keys[name].secretKeyMultibase, keys[name].publicKeyMultibase),
    })
    const signer = await createSigner({
      privateKeyJwk: pair('baseKeyPair').privateKeyJwk,
      verificationMethod: String(proofOptions.verificationMethod),
    })
    const secrets = { hmacKey: bytesOf(keys.hmacKeyString), proofKey: pair('proofKeyPair') }
    const proofValue = await createBaseProofValue(
      { document, proofOptions, mandatoryPointers: mandatory, canonicalization, secrets },
      signer,
    )
    const derived = await deriveCredential(
      { ...document, proof: { ...proofOptions, proofValue } },
      selective,
      canonicalization,
    )
    expect(outcomes(await verifyDataIntegrity(derived, context))).toEqual([['success']])
  })
})

describe('an Open Badge with selective disclosure', () => {
  const pointers = ['/validFrom', '/credentialSubject/achievement/name']

  const made = createIssuerWorld()

  async function issue(badge: JsonObject = openBadge()) {
    const world = await made
    const options = {
      created: NOW,
      cryptosuite: 'ecdsa-sd-2023' as const,
      mandatoryPointers: ['/issuer', '/credentialSubject/id'],
    }
    return { world, base: await secureWithProof(badge, world.signers.ES256, options) }
  }

  test('the end of its proof under another name is refused', async () => {
    const { signers, context: ctx } = await made
    const base = await secureWithProof(openBadge(), signers.ES256, {
      created: new Date('2026-11-01T00:00:00Z'),
      expires: new Date('2026-11-02T00:00:00Z'),
      cryptosuite: 'ecdsa-sd-2023',
      mandatoryPointers: ['/issuer'],
    })
    const derived = await deriveCredential(base, pointers)
    expect(outcomes(await verifyDataIntegrity(derived, ctx()))).toEqual([['failure', 'proof-expired']])
    const [proof] = [derived.proof].flat() as JsonObject[]
    const { expires, ...rest } = proof as JsonObject
    const until = {
      '@id': 'https://w3id.org/security#expiration',
      '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
    }
    const hidden = {
      ...derived,
      '@context': [...(derived['@context'] as string[]), { until }],
      proof: { ...rest, until: expires as string },
    }
    expect(outcomes(await verifyDataIntegrity(hidden, ctx()))).toEqual([['failure', 'hidden-term']])
  })

  test('what a holder disclosed changes its name by no context of theirs', async () => {
    const { signers, context: ctx } = await createIssuerWorld()
    const terms = { role: 'https://school.example/#role', jobTitle: 'https://school.example/#jobTitle' }
    const base = await secureWithProof(
      {
        '@context': ['https://www.w3.org/ns/credentials/v2', terms],
        type: ['VerifiableCredential'],
        issuer: ISSUER_DID,
        credentialSubject: { id: 'did:example:ada', role: 'Guest', jobTitle: 'Professor' },
      },
      signers.ES256,
      {
        created: new Date('2026-11-01T10:00:00Z'),
        cryptosuite: 'ecdsa-sd-2023',
        mandatoryPointers: ['/issuer'],
      },
    )
    const derived = await deriveCredential(base, ['/credentialSubject'])
    expect(outcomes(await verifyDataIntegrity(derived, ctx()))).toEqual([['success']])
    const swapped = {
      ...derived,
      '@context': ['https://www.w3.org/ns/credentials/v2', { role: terms.jobTitle, jobTitle: terms.role }],
      credentialSubject: { id: 'did:example:ada', role: 'Professor', jobTitle: 'Guest' },
    }
    expect(outcomes(await verifyDataIntegrity(swapped, ctx()))).toEqual([['failure', 'unsigned-term']])
  })

  test('shows what is mandatory and what was chosen, and verifies', async () => {
    const { world, base } = await issue()
    const derived = await deriveCredential(base, pointers)
    expect(derived).toMatchObject({ validFrom: '2026-09-01T09:00:00Z', issuer: openBadge().issuer })
    expect(derived).not.toHaveProperty('validUntil')
    expect(await verifyDataIntegrity(derived, world.context())).toMatchObject([
      { outcome: 'success', issuerBinding: 'same-did' },
    ])
  })

  test('with elements chosen out of an array of equal nodes', async () => {
    const result = (value: string) => ({ type: ['Result'], value })
    const subject = {
      ...(openBadge().credentialSubject as JsonObject),
      result: [result('A'), result('B'), result('A')],
    }
    const { world, base } = await issue(openBadge({ credentialSubject: subject }))
    const derived = await deriveCredential(base, [
      '/credentialSubject/result/1',
      '/credentialSubject/result/2',
    ])
    expect(outcomes(await verifyDataIntegrity(derived, world.context()))).toEqual([['success']])
  })

  test('the whole of it can be shown', async () => {
    const { world, base } = await issue()
    const derived = await deriveCredential(base, [''])
    expect(outcomes(await verifyDataIntegrity(derived, world.context()))).toEqual([['success']])
  })

  test('a changed, an added and a removed statement are each refused', async () => {
    const { world, base } = await issue()
    const derived = await deriveCredential(base, pointers)
    const { validFrom: _, ...removed } = derived
    const changed = { ...derived, validFrom: '2020-01-01T00:00:00Z' }
    const added = { ...derived, name: 'Another' }
    const codes = await Promise.all(
      [changed, added, removed].map(
        async (document) => outcomes(await verifyDataIntegrity(document, world.context()))[0]?.[1],
      ),
    )
    expect(codes).toEqual(['signature-mismatch', 'proof-malformed', 'proof-malformed'])
  })

  test('a mandatory statement cannot pass as a chosen one', async () => {
    const { world, base } = await issue()
    const derived = await deriveCredential(base, pointers)
    const [proof] = derived.proof as JsonObject[]
    const value = decodeDerivedProofValue(proof?.proofValue)
    if (value === undefined) throw new Error('no derived proof')
    const forged = encodeDerivedProofValue({ ...value, mandatoryIndexes: value.mandatoryIndexes.slice(1) })
    const document = { ...derived, proof: { ...proof, proofValue: forged } }
    expect((await verifyDataIntegrity(document, world.context()))[0]?.outcome).toBe('failure')
  })

  test.each(['/nowhere', '/credentialSubject/achievement/constructor', 'validFrom', '/type/7', '/__proto__'])(
    'the pointer %s is refused',
    async (pointer) => {
      const { base } = await issue()
      await expect(deriveCredential(base, [pointer])).rejects.toMatchObject({ code: 'pointer-not-found' })
    },
  )

  test('a credential without base proof cannot be derived from', async () => {
    await expect(deriveCredential(openBadge(), pointers)).rejects.toMatchObject({
      code: 'base-proof-missing',
    })
  })

  test('only P-256 keys can make it', async () => {
    const { privateKeyJwk } = await generateKeyPair('ES384')
    const signer = await createSigner({ privateKeyJwk, verificationMethod: 'did:web:a.example#1' })
    await expect(
      secureWithProof(openBadge(), signer, { created: NOW, cryptosuite: 'ecdsa-sd-2023' }),
    ).rejects.toMatchObject({
      code: 'key-does-not-fit',
    })
  })
})
