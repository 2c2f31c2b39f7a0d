import { describe, expect, test } from 'vitest'
import { createKeyResolver } from '../../../worker/credential/did/index.ts'
import type { FetchDocument } from '../../../worker/credential/fetch-document.ts'
import { isJsonObject, type JsonObject } from '../../../worker/credential/json.ts'
import { encodeBitstring, setBit } from '../../../worker/credential/status/bitstring.ts'
import { readStatusEntry } from '../../../worker/credential/status/index.ts'
import type { StatusContext, VerifiedList } from '../../../worker/credential/status/status-finding.ts'
import { defaultPolicy, namedPolicies } from '../../../worker/credential/verify/policy.ts'

const ISSUER = 'did:web:uni.example'
const LIST = 'https://uni.example/status/1'

interface Setup {
  /** What the list's address answers; undefined: nothing. */
  list?: unknown
  status?: number
  proof?: VerifiedList['proof']
  listIssuer?: string
  current?: boolean
  policy?: Partial<StatusContext['policy']>
  credential?: JsonObject
}

function context({
  list,
  status = 200,
  proof = 'good',
  listIssuer = ISSUER,
  current = true,
  policy,
  credential,
}: Setup) {
  const fetchDocument: FetchDocument = async ({ url }) =>
    list === undefined
      ? { ok: false, url, reason: 'timeout' }
      : {
          ok: true,
          url,
          status,
          contentType: 'application/json',
          body: new TextEncoder().encode(typeof list === 'string' ? list : JSON.stringify(list)),
          fetchedAt: '2026-06-01T00:00:00Z',
          via: 'network',
        }
  const made: StatusContext = {
    now: new Date('2026-06-01T00:00:00Z'),
    policy: { ...defaultPolicy, ...policy },
    fetchDocument,
    keys: createKeyResolver(fetchDocument),
    issuerId: ISSUER,
    credential: credential ?? { id: 'urn:uuid:1' },
    verifyList: async (received) =>
      isJsonObject(received) ? { proof, credential: received, issuerId: listIssuer, current } : null,
  }
  return made
}

const bits = async (set: number[], length = 131_072) => {
  const bytes = new Uint8Array(length / 8)
  for (const index of set) setBit(bytes, index, true)
  return encodeBitstring(bytes)
}

const bitstringList = async (
  set: number[],
  purpose: unknown = 'revocation',
  length = 131_072,
): Promise<JsonObject> => ({
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  credentialSubject: {
    type: 'BitstringStatusList',
    statusPurpose: purpose as string,
    encodedList: await bits(set, length),
  },
})

const entry = (changes: JsonObject = {}): JsonObject => ({
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '94567',
  statusListCredential: LIST,
  ...changes,
})

const read = async (given: JsonObject, setup: Setup) => {
  const { outcome, problems } = await readStatusEntry(given, context(setup))
  return [outcome, ...problems.map(({ code }) => code)]
}

describe('BitstringStatusListEntry', () => {
  test('a bit that is not set is good, and the finding says what was looked at', async () => {
    const finding = await readStatusEntry(entry(), context({ list: await bitstringList([94_568]) }))
    expect(finding).toMatchObject({
      outcome: 'success',
      facts: { statusPurpose: 'revocation', value: 0, listLength: 131_072 },
      sources: [{ url: LIST, via: 'network', at: '2026-06-01T00:00:00Z' }],
    })
  })

  test.each([
    ['revocation', ['failure', 'revoked']],
    ['suspension', ['failure', 'suspended']],
    ['refresh', ['success', 'refresh-available']],
    ['something-else', ['indeterminate', 'status-purpose-unknown']],
  ])('a bit of the purpose %s is told apart', async (statusPurpose, told) => {
    const list = await bitstringList([94_567], statusPurpose)
    expect(await read(entry({ statusPurpose }), { list })).toEqual(told)
  })

  test('a list may have several purposes; one that lacks the entry’s leaves it open', async () => {
    expect(await read(entry(), { list: await bitstringList([], ['suspension', 'revocation']) })).toEqual([
      'success',
    ])
    expect(await read(entry(), { list: await bitstringList([94_567], 'suspension') })).toEqual([
      'indeterminate',
      'status-list-purpose-mismatch',
    ])
  })

  test('a message of several bits is told, and is no revocation', async () => {
    const given = entry({
      statusPurpose: 'message',
      statusListIndex: '3',
      statusSize: 2,
      statusMessage: [
        { status: '0x0', message: 'pending' },
        { status: '0x2', message: 'under review' },
      ],
    })
    const finding = await readStatusEntry(
      given,
      context({ list: await bitstringList([6], 'message', 262_144) }),
    )
    expect([finding.outcome, finding.facts.message]).toEqual(['success', 'under review'])
  })

  test('the index may be a number, as Open Badges’ own examples write it', async () => {
    expect(await read(entry({ statusListIndex: 94_567 }), { list: await bitstringList([94_567]) })).toEqual([
      'failure',
      'revoked',
    ])
  })

  test.each<[string, JsonObject]>([
    ['no purpose', { statusPurpose: null }],
    ['an index that is no number', { statusListIndex: '-1' }],
    ['an index with more in it', { statusListIndex: '12abc' }],
    ['a fraction', { statusListIndex: 1.5 }],
    ['a list that is no URL', { statusListCredential: 'status' }],
    ['an impossible size', { statusSize: 0 }],
    ['an enormous size', { statusSize: 1e9 }],
  ])('%s is malformed, and leaves the status open', async (_name, changes) => {
    expect(await read(entry(changes), { list: await bitstringList([]) })).toEqual([
      'indeterminate',
      'status-entry-malformed',
    ])
  })

  test('whatever is wrong with the list leaves the status open, never green', async () => {
    const list = await bitstringList([])
    const subject = list.credentialSubject as JsonObject
    const table: [string, Setup][] = [
      ['status-list-unreachable', {}],
      ['status-list-unreachable', { list, status: 404 }],
      ['status-list-malformed', { list: 'not JSON' }],
      ['status-list-malformed', { list: { ...list, type: ['VerifiableCredential'] } }],
      ['status-list-malformed', { list: { ...list, credentialSubject: [subject] } }],
      [
        'status-list-malformed',
        { list: { ...list, credentialSubject: { ...subject, encodedList: 'u%%%' } } },
      ],
      ['status-list-malformed', { list: { ...list, credentialSubject: { ...subject, encodedList: 7 } } }],
      ['status-list-unproven', { list, proof: 'bad' }],
      ['status-list-unproven', { list, proof: 'none' }],
      ['status-list-unproven', { list, proof: 'unknown' }],
      ['status-list-outdated', { list, current: false }],
      ['status-list-issuer-mismatch', { list, listIssuer: 'did:web:stranger.example' }],
      ['status-list-too-short', { list: await bitstringList([], 'revocation', 100_000) }],
    ]
    for (const [code, setup] of table) expect(await read(entry(), setup)).toEqual(['indeterminate', code])
  })

  test('an index beyond the list is out of range', async () => {
    expect(await read(entry({ statusListIndex: '131072' }), { list: await bitstringList([]) })).toEqual([
      'indeterminate',
      'status-index-out-of-range',
    ])
  })

  test('a list that unzips to a bomb is dropped', async () => {
    const list = await bitstringList([], 'revocation', 8 * 5 * 1024 * 1024)
    expect(await read(entry(), { list })).toEqual(['indeterminate', 'status-list-too-large'])
  })

  test('the policy `dcc` reads short lists of another signer, and says so', async () => {
    const list = await bitstringList([7], 'revocation', 100_000)
    const setup: Setup = { list, listIssuer: 'did:key:z6Mk', policy: namedPolicies.dcc }
    const notes = ['status-list-issuer-mismatch', 'status-list-too-short']
    expect(await read(entry({ statusListIndex: '8' }), setup)).toEqual(['success', ...notes])
    expect(await read(entry({ statusListIndex: '7' }), setup)).toEqual(['failure', ...notes, 'revoked'])
  })
})

describe('StatusList2021Entry', () => {
  const list2021 = async (bytes: Uint8Array): Promise<JsonObject> => ({
    type: ['VerifiableCredential', 'StatusList2021Credential'],
    credentialSubject: {
      type: 'StatusList2021',
      statusPurpose: 'revocation',
      encodedList: (await encodeBitstring(bytes)).slice(1),
    },
  })
  const given = entry({ type: 'StatusList2021Entry', statusListIndex: '5' })

  test('is read without the multibase prefix', async () => {
    const bytes = new Uint8Array(16_384)
    expect(await read(given, { list: await list2021(bytes) })).toEqual(['success'])
    setBit(bytes, 5, true)
    expect(await read(given, { list: await list2021(bytes) })).toEqual(['failure', 'revoked'])
  })

  test.each([
    ['RevocationList2021Status', 'RevocationList2021', 'revoked'],
    ['RevocationList2021Status', 'StatusList2021', 'revoked'],
    ['SuspensionList2021Status', 'SuspensionList2021', 'suspended'],
  ])('is read under its former name %s, of a list that is a %s', async (type, subjectType, told) => {
    const { statusPurpose: _, ...former } = entry({ type, statusListIndex: 3 })
    const list = async (bytes: Uint8Array) => ({
      type: ['VerifiableCredential', 'StatusList2021Credential'],
      credentialSubject: { type: subjectType, encodedList: (await encodeBitstring(bytes)).slice(1) },
    })
    const bytes = new Uint8Array(16_384)
    expect(await read(former, { list: await list(bytes) })).toEqual(['success'])
    setBit(bytes, 3, true)
    expect(await read(former, { list: await list(bytes) })).toEqual(['failure', told])
    const otherKind = { ...(await list(bytes)), credentialSubject: { type: 'Other', encodedList: 'x' } }
    expect(await read(former, { list: otherKind })).toEqual(['indeterminate', 'status-list-malformed'])
  })

  test('Open edX’s list of one byte an entry cannot be read, and is never taken for good', async () => {
    const bytes = new Uint8Array(10_000)
    bytes[5] = 1
    expect(await read(given, { list: await list2021(bytes) })).toEqual([
      'indeterminate',
      'status-list-unreadable',
    ])
  })
})

describe('RevocationList2020Status', () => {
  const given = {
    type: 'RevocationList2020Status',
    revocationListIndex: '8',
    revocationListCredential: LIST,
  }
  const list = async (set: number[]) => ({
    type: ['VerifiableCredential', 'RevocationList2020Credential'],
    credentialSubject: { type: 'RevocationList2020', encodedList: (await bits(set)).slice(1) },
  })

  test('is read where both orders of bits say the same', async () => {
    expect(await read(given, { list: await list([]) })).toEqual(['success'])
    expect(await read(given, { list: await list([8, 15]) })).toEqual(['failure', 'revoked'])
  })

  test('is open where they do not', async () => {
    expect(await read(given, { list: await list([8]) })).toEqual(['indeterminate', 'status-list-unreadable'])
    expect(await read(given, { list: await list([15]) })).toEqual(['indeterminate', 'status-list-unreadable'])
  })
})

describe('1EdTechRevocationList', () => {
  const given = { type: '1EdTechRevocationList', id: 'https://uni.example/revoked' }
  const list = (revokedCredential: unknown, issuer: unknown = ISSUER) => ({
    id: given.id,
    issuer,
    revokedCredential,
  })

  test.each<[string, unknown, string[]]>([
    ['not listed', [{ id: 'urn:uuid:2' }], ['success', 'status-list-unsigned']],
    ['an empty list', [], ['success', 'status-list-unsigned']],
    ['listed', [{ id: 'urn:uuid:1' }], ['failure', 'status-list-unsigned', 'revoked']],
    [
      'listed with a reason',
      [{ id: 'urn:uuid:1', revoked: true, revocationReason: 'Error' }],
      ['failure', 'status-list-unsigned', 'revoked', 'revoked-reason'],
    ],
    ['listed percent-encoded', [{ id: ' urn%3Auuid%3A1 ' }], ['failure', 'status-list-unsigned', 'revoked']],
    ['listed as not revoked', [{ id: 'urn:uuid:1', revoked: false }], ['success', 'status-list-unsigned']],
    [
      'listed with a text for a truth',
      [{ id: 'urn:uuid:1', revoked: 'false' }],
      ['failure', 'status-list-unsigned', 'revoked'],
    ],
    [
      'a list that is none',
      { id: 'urn:uuid:1' },
      ['indeterminate', 'status-list-unsigned', 'status-list-malformed'],
    ],
  ])('%s', async (_name, revoked, told) => {
    expect(await read(given, { list: list(revoked) })).toEqual(told)
  })

  test('another’s list says nothing', async () => {
    expect(await read(given, { list: list([], 'did:web:stranger.example') })).toEqual([
      'indeterminate',
      'status-list-issuer-mismatch',
    ])
  })

  test('unreachable is open', async () => {
    expect(await read(given, {})).toEqual(['indeterminate', 'status-list-unreachable'])
  })
})

test.each([['MagicStatus'], [['A', 'B']], [null], [7], [{}]])(
  'the unknown type %j is open, never green',
  async (type) => {
    expect(await read({ type: type as string, id: LIST }, {})).toEqual([
      'indeterminate',
      'status-type-unknown',
    ])
  },
)
