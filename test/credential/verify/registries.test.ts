import { base64url, CompactSign, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
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
    expect(await ask(description)).toBe('not-registered')
    network.remove(`${anchor}/fetch?sub=${encodeURIComponent(DID)}`)
    expect(await ask(description)).toBe('unreachable')
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
