/**
 * Fuzzes status: entries and lists changed member by member, signed anew or not, with lists of chance lengths and bits.
 * A status may be good only where an own, plain reading of the list finds an entry that is not set.
 */
import { gunzipSync, gzipSync } from 'node:zlib'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import { asArray, type JsonObject } from '../../worker/credential/json.ts'
import { encodeBase64url } from '../../worker/credential/key/index.ts'
import { secureAsVcJose, secureWithProof } from '../../worker/credential/proof/index.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'
import { mutate, mutateMembers, pick, type Random, randomOf } from './mutate.ts'
import { type FuzzIssuer, fuzzBadge, fuzzIssuer } from './signed.ts'

const now = new Date('2026-01-01T00:00:00Z')
const LIST = 'https://list.example/1'
const MINIMUM_ENTRIES = 131_072
const CALM_PURPOSES = ['message', 'refresh']

/** Returns the number of entries that were answered wrongly. */
export async function fuzzStatus(seconds: number, firstSeed: number): Promise<number> {
  const end = Date.now() + seconds * 1000
  const [issuer, stranger] = await Promise.all([fuzzIssuer(), fuzzIssuer()])
  const outcomes: Record<string, number> = {}
  let [entries, bad] = [0, 0]
  for (let seed = firstSeed; Date.now() < end && bad < 5; seed++) {
    const random = randomOf(seed * 2_654_435_761)
    const entry = makeEntry(random)
    const by = random(8) === 0 ? stranger : issuer
    const subject = makeSubject(random)
    const list = await makeList(subject, by)
    const body = new TextEncoder().encode(JSON.stringify(list))
    const wasChanged = random(4) === 0
    const served = wasChanged ? mutate(body, random) : body
    const { outcome, complaint } = await read(entry, served, issuer)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    entries++
    const isRight = outcome !== 'success' || (by === issuer && (wasChanged || isUnset(entry, subject)))
    if (complaint === null && isRight) continue
    bad++
    console.error(`seed ${seed}: ${complaint ?? 'called good'} ${JSON.stringify({ entry, subject })}\n`)
  }
  for (const needed of ['success', 'failure', 'indeterminate']) {
    if (outcomes[needed] !== undefined) continue
    console.error(`no status was ${needed}, so that the others show nothing`)
    bad++
  }
  console.log(
    `${entries} statuses from seed ${firstSeed}: ${JSON.stringify(outcomes)}, ${bad} answered wrongly`,
  )
  return bad
}

async function read(entry: JsonObject, body: Uint8Array, issuer: FuzzIssuer) {
  const fetchDocument: FetchDocument = async ({ url }) => ({
    ok: true,
    url,
    status: 200,
    contentType: 'application/vc',
    body,
    fetchedAt: now.toISOString(),
    via: 'network',
  })
  // What carries the entry is a token, so that an odd entry is no fault of its JSON-LD.
  const token = await secureAsVcJose(fuzzBadge(issuer.did, { credentialStatus: entry }), issuer.signer)
  try {
    const report = await verifyCredential(token, { now, fetchDocument })
    const status = report.checks.find(({ id }) => id === 'status')
    // There is none where the credential itself could not be read.
    const outcome = status?.outcome ?? 'none'
    const isGreen = report.verdict === 'valid' && outcome !== 'success'
    return { outcome, complaint: isGreen ? 'valid without a status' : null }
  } catch (error) {
    return { outcome: 'threw', complaint: String(error) }
  }
}

function makeEntry(random: Random): JsonObject {
  const entry: JsonObject = {
    id: `${LIST}#1`,
    type: 'BitstringStatusListEntry',
    statusPurpose: pick(['revocation', 'suspension', 'message', 'refresh', 'other'], random),
    statusListIndex: String(random(random(8) === 0 ? 2 ** 31 : 64)),
    statusListCredential: LIST,
  }
  if (random(4) === 0) entry.statusSize = pick([1, 2, 4, 8, 0, 33, '2'], random)
  return random(3) === 0 ? mutateMembers(entry, random) : entry
}

function makeSubject(random: Random): JsonObject {
  const bytes = new Uint8Array(pick([16_384, 16_384, 16_384, 16_383, 16_385, 8, 0], random))
  for (let set = random(40); set > 0; set--) {
    if (bytes.length > 0) bytes[random(Math.min(bytes.length, 9))] = random(256)
  }
  const encoded = encodeBase64url(gzipSync(bytes))
  const subject: JsonObject = {
    id: `${LIST}#list`,
    type: 'BitstringStatusList',
    statusPurpose: pick(
      ['revocation', 'suspension', 'message', ['revocation', 'suspension', 'refresh', 'other']],
      random,
    ),
    encodedList: pick([`u${encoded}`, `u${encoded}`, `u${encoded}`, encoded, `z${encoded}`, 'u'], random),
  }
  return random(6) === 0 ? mutateMembers(subject, random) : subject
}

async function makeList(credentialSubject: JsonObject, by: FuzzIssuer): Promise<JsonObject> {
  const list: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: LIST,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: by.did,
    validFrom: '2025-01-01T00:00:00Z',
    credentialSubject,
  }
  try {
    return await secureWithProof(list, by.signer, { created: now })
  } catch {
    return list
  }
}

/** The plain reading: most significant bit first, as section 2.3 has it. */
function isUnset(entry: JsonObject, subject: JsonObject): boolean {
  const { statusPurpose, statusListIndex, statusSize = 1 } = entry
  const { encodedList } = subject
  if (typeof encodedList !== 'string' || typeof statusSize !== 'number') return false
  const bytes = gunzipSync(Buffer.from(encodedList.replace(/^u/, ''), 'base64url'))
  if (bytes.length * 8 < MINIMUM_ENTRIES * statusSize) return false
  let value = 0
  for (let bit = 0; bit < statusSize; bit++) {
    const at = Number(statusListIndex) * statusSize + bit
    value = value * 2 + (((bytes[at >> 3] as number) >> (7 - (at % 8))) & 1)
  }
  const isOfList = asArray(subject.statusPurpose).includes(statusPurpose as string)
  return isOfList && (value === 0 || CALM_PURPOSES.includes(String(statusPurpose)))
}
