import { base64url, CompactSign, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { type RegistryDescription, trustRegistry } from '../../../worker/credential/trust/registries.ts'
import { verifyCredential } from '../../../worker/credential/verify/index.ts'
import { Network, NOW } from '../../support/issuer.ts'

const network = new Network()
const DID = 'did:web:uni.example'
const seconds = NOW.getTime() / 1000

let key: CryptoKeyPair
let jwk: JsonObject

beforeAll(async () => {
  key = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair
  jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1' } as JsonObject
})

const token = (payload: object, typ: string, signer = key.privateKey) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', typ, kid: 'k1' })
    .sign(signer)

const ask = async (description: RegistryDescription) => {
  const { answer } = await trustRegistry(description).lookUp(DID, {
    now: NOW,
    fetchDocument: network.fetchDocument,
  })
  return answer
}

test('a list of our own', async () => {
  expect(await ask({ type: 'local', name: 'Ours', issuers: [DID] })).toBe('registered')
  expect(await ask({ type: 'local', name: 'Ours', issuers: [] })).toBe('not-registered')
})

test.each<[string, JsonObject | null, string]>([
  ['lists it', { registry: { [DID]: { name: 'A university' } } }, 'registered'],
  ['does not', { registry: {} }, 'not-registered'],
  ['is another document', { toString: 'x' }, 'unreachable'],
  ['is not there', null, 'unreachable'],
])('a known-issuer list that %s', async (_name, list, expected) => {
  const url = 'https://dcc.example/registry.json'
  if (list) network.answer(url, list)
  else network.remove(url)
  expect(await ask({ type: 'dcc', name: 'DCC', url })).toBe(expected)
})

describe('OpenID Federation', () => {
  const anchor = 'https://anchor.example'
  const description = { type: 'openid-federation', name: 'Federation', url: anchor } as const
  const statement = (changes: object = {}) => ({
    iss: anchor,
    sub: DID,
    iat: seconds,
    exp: seconds + 60,
    ...changes,
  })

  beforeAll(async () => {
    const configuration = {
      ...statement({ sub: anchor }),
      jwks: { keys: [jwk] },
      metadata: { federation_entity: { federation_fetch_endpoint: `${anchor}/fetch` } },
    }
    network.answer(
      `${anchor}/.well-known/openid-federation`,
      await token(configuration, 'entity-statement+jwt'),
    )
  })

  test.each<[string, () => Promise<string> | null, string]>([
    ['signed by the anchor', () => token(statement(), 'entity-statement+jwt'), 'registered'],
    ['expired', () => token(statement({ exp: seconds - 600 }), 'entity-statement+jwt'), 'unreachable'],
    ['about another', () => token(statement({ sub: 'did:web:x' }), 'entity-statement+jwt'), 'unreachable'],
    ['of another kind', () => token(statement(), 'JWT'), 'unreachable'],
    [
      'signed by a stranger',
      async () =>
        token(
          statement(),
          'entity-statement+jwt',
          ((await generateKeyPair('ES256')) as CryptoKeyPair).privateKey,
        ),
      'unreachable',
    ],
  ])('a statement %s', async (_name, make, expected) => {
    network.answer(`${anchor}/fetch?sub=${encodeURIComponent(DID)}`, (await make()) ?? '')
    expect(await ask(description)).toBe(expected)
  })

  test('none means not registered; no answer means nothing', async () => {
    network.answer(`${anchor}/fetch?sub=${encodeURIComponent(DID)}`, '', { status: 404 })
    expect(await ask(description)).toBe('unreachable')
    network.answer('https://uni.example/.well-known/openid-federation', 'a page')
    expect(await ask(description)).toBe('not-registered')
    network.remove('https://uni.example/.well-known/openid-federation')
    network.remove(`${anchor}/fetch?sub=${encodeURIComponent(DID)}`)
    expect(await ask(description)).toBe('unreachable')
  })
})

describe('OpenID Federation, a chain of several', () => {
  const ANCHOR = 'https://top.example'
  const issuerUrl = 'https://uni.example'
  interface Entity {
    key: CryptoKeyPair
    jwk: JsonObject
  }
  let entities: Record<string, Entity>

  const newEntity = async (): Promise<Entity> => {
    const pair = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair
    return { key: pair, jwk: { ...(await exportJWK(pair.publicKey)), kid: 'k1' } as JsonObject }
  }
  const at = (entity: string) => entities[entity] as Entity
  const signed = (by: string, payload: object) =>
    token({ iat: seconds, exp: seconds + 60, ...payload }, 'entity-statement+jwt', at(by).key.privateKey)
  /** What an entity says of itself. */
  const publish = async (entity: string, hints: string[], changes: object = {}) =>
    network.answer(
      `${entity}/.well-known/openid-federation`,
      await signed(entity, {
        iss: entity,
        sub: entity,
        jwks: { keys: [at(entity).jwk] },
        authority_hints: hints,
        metadata: { federation_entity: { federation_fetch_endpoint: `${entity}/fetch` } },
        ...changes,
      }),
    )
  /** What a superior says of the one below it. */
  const vouch = async (superior: string, lower: string, changes: object = {}) =>
    network.answer(
      `${superior}/fetch?sub=${encodeURIComponent(lower)}`,
      await signed(superior, { iss: superior, sub: lower, jwks: { keys: [at(lower).jwk] }, ...changes }),
    )
  const lookUp = (id: string, jwks?: JsonObject) =>
    trustRegistry({ type: 'openid-federation', name: 'F', url: `${ANCHOR}/`, jwks }).lookUp(id, {
      now: NOW,
      fetchDocument: network.fetchDocument,
    })
  const told = async (id = DID, jwks?: JsonObject) => {
    const found = await lookUp(id, jwks)
    return found.answer === 'unreachable' ? `unreachable ${found.reason}` : found.answer
  }

  /** uni ► state ► land ► top, with nothing of the anchor's about the university itself. */
  beforeEach(async () => {
    const names = [ANCHOR, 'https://land.example', 'https://state.example', issuerUrl]
    entities = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await newEntity()])))
    for (const id of [DID, issuerUrl])
      network.answer(`${ANCHOR}/fetch?sub=${encodeURIComponent(id)}`, '', { status: 404 })
    await publish(ANCHOR, [])
    await publish('https://land.example', [ANCHOR])
    await publish('https://state.example', ['https://land.example'])
    await publish(issuerUrl, ['https://elsewhere.example', 'https://state.example/'])
    await vouch(ANCHOR, 'https://land.example')
    await vouch('https://land.example', 'https://state.example')
    await vouch('https://state.example', issuerUrl)
  })

  test('that ends at the anchor is registered, for the https name and the did:web', async () => {
    expect(await told(issuerUrl)).toBe('registered')
    const found = await lookUp(DID)
    expect([found.answer, found.sources.at(-1)?.url]).toEqual([
      'registered',
      `${ANCHOR}/fetch?sub=${encodeURIComponent('https://land.example')}`,
    ])
  })

  test.each<[string, () => Promise<unknown> | unknown, string]>([
    [
      'is broken in the middle: a superior vouches for other keys',
      async () =>
        vouch('https://land.example', 'https://state.example', { jwks: { keys: [at(ANCHOR).jwk] } }),
      'unreachable unreachable',
    ],
    [
      'is signed by another than the superior',
      async () =>
        network.answer(
          `https://state.example/fetch?sub=${encodeURIComponent(issuerUrl)}`,
          await signed(issuerUrl, {
            iss: 'https://state.example',
            sub: issuerUrl,
            jwks: { keys: [at(issuerUrl).jwk] },
          }),
        ),
      'unreachable unreachable',
    ],
    [
      'is longer than a superior allows',
      () => vouch(ANCHOR, 'https://land.example', { constraints: { max_path_length: 0 } }),
      'unreachable unreachable',
    ],
    [
      'has a constraint that is not known here',
      () => vouch(ANCHOR, 'https://land.example', { constraints: { naming_constraints: {} } }),
      'unreachable unreachable',
    ],
    [
      'has a critical claim that is not known here',
      () => vouch('https://state.example', issuerUrl, { crit: ['x'], x: 1 }),
      'unreachable unreachable',
    ],
    [
      'has a critical policy operator that is not known here',
      () => vouch('https://state.example', issuerUrl, { metadata_policy_crit: ['regexp'] }),
      'unreachable unreachable',
    ],
    [
      'has a critical claim in what an entity says of itself',
      () => publish('https://land.example', [ANCHOR], { crit: ['x'], x: 1 }),
      'unreachable unreachable',
    ],
    [
      'was made out to somebody else, as the answer to a registration is',
      () => vouch('https://state.example', issuerUrl, { aud: 'https://op.example' }),
      'unreachable unreachable',
    ],
    ['has expired', () => publish('https://land.example', [ANCHOR], { exp: 1 }), 'unreachable unreachable'],
  ])('that %s is not believed', async (_name, change, expected) => {
    await change()
    expect(await told()).toBe(expected)
  })

  test('says by its code what is wrong with the one way up', async () => {
    await publish(issuerUrl, ['https://state.example'])
    await vouch(ANCHOR, 'https://land.example', { constraints: { max_path_length: 1 } })
    expect(await told()).toBe('unreachable constraint-broken')
    await vouch(ANCHOR, 'https://land.example', { constraints: { max_path_length: 2 } })
    expect(await told()).toBe('registered')
    await vouch('https://land.example', 'https://state.example', { jwks: { keys: [at(ANCHOR).jwk] } })
    expect(await told()).toBe('unreachable statement-invalid')
  })

  test('that leads elsewhere, or round in a circle, is not registered', async () => {
    await publish(issuerUrl, ['https://state.example'])
    await publish('https://state.example', ['https://state.example'])
    await vouch('https://state.example', 'https://state.example')
    expect(await told()).toBe('not-registered')
    await publish(issuerUrl, [])
    expect(await told()).toBe('not-registered')
    network.answer(`${issuerUrl}/.well-known/openid-federation`, '', { status: 404 })
    expect(await told()).toBe('not-registered')
    expect(await told('did:key:z6Mk')).toBe('unreachable unreachable')
  })

  test('is followed only so far', async () => {
    const rungs = Array.from({ length: 8 }, (_, rung) => `https://rung${rung}.example`)
    for (const rung of rungs) entities[rung] = await newEntity()
    await publish(issuerUrl, [rungs[0] as string])
    await vouch(rungs[0] as string, issuerUrl)
    for (const [rung, entity] of rungs.entries()) {
      const superior = rungs[rung + 1] ?? ANCHOR
      await publish(entity, [superior])
      await vouch(superior, entity)
    }
    expect(await told()).toBe('unreachable chain-too-long')
  })

  test('is not believed of an anchor that makes a claim critical which is not known here', async () => {
    await publish(ANCHOR, [], { crit: ['x'], x: 1 })
    expect(await told()).toBe('unreachable statement-invalid')
  })

  test('asks no more than a few superiors, however many are named', async () => {
    await publish(
      issuerUrl,
      Array.from({ length: 2000 }, (_, one) => `https://hint${one}.example`),
    )
    const before = network.asked.length
    expect(await told()).toBe('unreachable unreachable')
    expect(network.asked.length - before).toBeLessThan(10)
  })

  test('counts only under the anchor’s keys, where the deployment names them', async () => {
    expect(await told(DID, { keys: [at(ANCHOR).jwk] })).toBe('registered')
    expect(await told(DID, { keys: [at(issuerUrl).jwk] })).toBe('unreachable statement-invalid')
  })
})

describe('Token Status List of an SD-JWT VC', () => {
  const issuer = 'https://school.example'
  const uri = 'https://school.example/statuslists/1'

  /** Two bits an entry, from the least significant: 1 at 3, 2 at 5. */
  const list = async () => {
    const bytes = new Uint8Array([0b01_00_00_00, 0b00_00_10_00])
    const zipped = new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate')))
    return { bits: 2, lst: base64url.encode(new Uint8Array(await zipped.arrayBuffer())) }
  }
  const statusToken = async (changes: object = {}, typ = 'statuslist+jwt') =>
    token({ sub: uri, iat: seconds, exp: seconds + 60, status_list: await list(), ...changes }, typ)
  const verify = async (idx: unknown) => {
    const payload = {
      iss: issuer,
      iat: seconds,
      vct: 'https://school.example/vct',
      status: { status_list: { idx, uri } },
    }
    const report = await verifyCredential(`${await token(payload, 'dc+sd-jwt')}~`, {
      now: NOW,
      fetchDocument: network.fetchDocument,
    })
    return [
      report.state,
      ...report.checks
        .filter(({ id }) => id === 'status')
        .flatMap(({ problems }) => problems.map(({ code }) => code)),
    ]
  }

  beforeAll(() => {
    network.answer('https://school.example/.well-known/jwt-vc-issuer', { issuer, jwks: { keys: [jwk] } })
  })

  test.each<[number, string[]]>([
    [0, ['valid']],
    [3, ['revoked', 'revoked']],
    [5, ['suspended', 'suspended']],
    [8, ['not-checked', 'status-index-out-of-range']],
  ])('entry %i', async (idx, told) => {
    network.answer(uri, await statusToken())
    expect(await verify(idx)).toEqual(told)
  })

  test('whatever is wrong with the list leaves it open', async () => {
    const stranger = ((await generateKeyPair('ES256')) as CryptoKeyPair).privateKey
    const table: [string, string | null][] = [
      ['status-list-unreachable', null],
      ['status-list-malformed', 'no token'],
      ['status-list-malformed', await statusToken({ sub: 'https://school.example/other' })],
      ['status-list-malformed', await statusToken({}, 'JWT')],
      ['status-list-malformed', await statusToken({ status_list: { bits: 3, lst: 'AA' } })],
      ['status-list-outdated', await statusToken({ exp: seconds - 600 })],
      [
        'status-list-unproven',
        await token({ sub: uri, iat: seconds, status_list: await list() }, 'statuslist+jwt', stranger),
      ],
    ]
    for (const [code, body] of table) {
      if (body === null) network.remove(uri)
      else network.answer(uri, body)
      expect(await verify(0)).toEqual(['not-checked', code])
    }
    expect(await verify('0')).toEqual(['not-checked', 'status-entry-malformed'])
  })
})
