/**
 * Fuzzes what strangers hand in: genuine credentials in every container, mutated byte by byte, through the whole verifier.
 * It must never throw, always give a complete report, and call nothing valid but what was signed.
 */
import { bakePng, bakeSvg } from '../../worker/credential/bake/index.ts'
import { didKeyOf } from '../../worker/credential/did/index.ts'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { createSigner, generateKeyPair } from '../../worker/credential/key/index.ts'
import { secureAsVcJose, secureWithProof } from '../../worker/credential/proof/index.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'

const now = new Date('2026-01-01T00:00:00Z')
const MAX_MS = 5000

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Pieces that readers are known to stumble over. */
const PIECES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u0000',
  '\\ud800',
  '__proto__',
  'null',
  '1e999',
  '-0',
  '~',
  '.',
  '<!--',
  ']]>',
  '<![CDATA[',
  '&#x0;',
  '</svg>',
  '<svg ',
  '\u0000',
  '\ufeff',
  'https://',
  '"@context":',
  '"proof":[],',
  '"type":"x",',
].map((piece) => new TextEncoder().encode(piece))

/** Small, fast, and the same on every machine: xorshift32. */
function randomOf(seed: number): (below: number) => number {
  let state = (seed | 0) === 0 ? 1 : seed | 0
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

interface Sample {
  name: string
  bytes: Uint8Array
}

interface Samples {
  samples: Sample[]
  /** Texts of what was signed: an unchanged one may be found valid. */
  genuine: Set<string>
}

async function makeSamples(): Promise<Samples> {
  const { privateKeyJwk, publicKeyJwk } = await generateKeyPair('EdDSA')
  const did = didKeyOf(publicKeyJwk)
  const method = `${did}#${did.slice('did:key:'.length)}`
  const signer = await createSigner({ privateKeyJwk, verificationMethod: method, kid: method })
  const credential: JsonObject = {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'urn:uuid:6a1f3b36-3e8e-4e1c-9a3e-0d3c2f6b7a10',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: did, type: ['Profile'], name: 'Bodenschule ® 土' },
    validFrom: '2025-01-01T00:00:00Z',
    credentialSubject: {
      id: 'did:example:learner',
      type: ['AchievementSubject'],
      achievement: {
        id: 'urn:uuid:1',
        type: ['Achievement'],
        name: 'Soil',
        description: 'd',
        criteria: { narrative: 'n' },
      },
    },
  }
  const signed = await secureWithProof(credential, signer, { created: now })
  const json = JSON.stringify(signed)
  const jwt = await secureAsVcJose(credential, signer)
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const pixel = Uint8Array.from(atob(PIXEL), (char) => char.charCodeAt(0))
  return {
    genuine: new Set([json, jwt]),
    samples: [
      { name: 'json', bytes: utf8(json) },
      { name: 'jwt', bytes: utf8(jwt) },
      { name: 'png', bytes: bakePng(pixel, json) },
      { name: 'svg', bytes: utf8(bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>', json)) },
      { name: 'svg of a token', bytes: utf8(bakeSvg('<svg/>', jwt)) },
      { name: 'pdf', bytes: utf8(`%PDF-1.7\n1 0 obj<</Type/EmbeddedFile>>stream\n${json}\nendstream`) },
      { name: 'page', bytes: utf8(`<!doctype html><script type="application/ld+json">${json}</script>`) },
      { name: 'array', bytes: utf8(`[${json},"${jwt}"]`) },
      {
        name: 'presentation',
        bytes: utf8(
          JSON.stringify({
            '@context': ['https://www.w3.org/ns/credentials/v2'],
            type: ['VerifiablePresentation'],
            verifiableCredential: [signed],
          }),
        ),
      },
      {
        name: 'hosted',
        bytes: utf8(
          '{"@context":"https://w3id.org/openbadges/v2","id":"https://a.example/1","type":"Assertion","recipient":{"type":"email","identity":"a@b.example"},"badge":"https://a.example/2","issuedOn":"2025-01-01T00:00:00Z","verification":{"type":"hosted"}}',
        ),
      },
      { name: 'sd-jwt', bytes: utf8(`${jwt}~WyJzIiwiYSIsMV0~WyJzIiwxXQ~`) },
    ],
  }
}

function mutate(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  let mutated = Uint8Array.from(bytes)
  for (let times = random(4); times >= 0; times--) {
    const at = random(mutated.length + 1)
    const span = random(random(8) === 0 ? 200 : 6)
    const piece = [
      () => Uint8Array.of(random(256)),
      () => PIECES[random(PIECES.length)] ?? new Uint8Array(),
      () => mutated.slice(random(mutated.length + 1)).subarray(0, 40),
      () => new Uint8Array(),
    ][random(4)]?.() as Uint8Array
    const next = new Uint8Array(mutated.length - Math.min(span, mutated.length - at) + piece.length)
    next.set(mutated.subarray(0, at))
    next.set(piece, at)
    next.set(mutated.subarray(at + Math.min(span, mutated.length - at)), at + piece.length)
    mutated = next
  }
  return mutated
}

/** A web that knows nothing, so that nothing can be confirmed but what carries its own proof. */
const fetchDocument: FetchDocument = async ({ url }) => ({ ok: false, url, reason: 'unreachable' })

/** Returns the number of inputs that were answered wrongly. */
export async function fuzzReading(seconds: number, firstSeed: number): Promise<number> {
  const end = Date.now() + seconds * 1000
  const { samples, genuine } = await makeSamples()
  const verdicts: Record<string, number> = {}
  let [inputs, bad] = [0, 0]
  for (const { name, bytes } of samples.slice(0, 7)) {
    if ((await verifyCredential(bytes, { now, fetchDocument })).verdict === 'valid') continue
    console.error(`the ${name} as made is not valid, so that changing it shows nothing`)
    bad++
  }
  for (let seed = firstSeed; Date.now() < end && bad < 5; seed++) {
    const random = randomOf(seed * 2_654_435_761)
    const { name, bytes } = samples[seed % samples.length] as Sample
    const input = mutate(bytes, random)
    const startedAt = Date.now()
    const complaint = await verdictComplaint(input, genuine, verdicts)
    inputs++
    const took = Date.now() - startedAt
    if (complaint === null && took < MAX_MS) continue
    bad++
    console.error(
      `seed ${seed} (${name}): ${complaint ?? `took ${took} ms`}\n${btoa(String.fromCharCode(...input))}\n`,
    )
  }
  console.log(
    `${inputs} changed inputs from seed ${firstSeed}: ${JSON.stringify(verdicts)}, ${bad} answered wrongly`,
  )
  return bad
}

/** `valid` is right only for the very thing that was signed, whatever became of its wrapping. */
async function verdictComplaint(
  input: Uint8Array,
  genuine: Set<string>,
  verdicts: Record<string, number>,
): Promise<string | null> {
  try {
    const report = await verifyCredential(input, { now, fetchDocument })
    verdicts[report.verdict] = (verdicts[report.verdict] ?? 0) + 1
    if (report.reportVersion !== '1.0' || report.checks.length === 0) return 'the report is not complete'
    const leaves = report.nested.length > 0 ? report.nested : [report]
    const wrong = leaves.find(({ verdict, received }) => {
      const text = typeof received === 'string' ? received : JSON.stringify(received)
      return verdict === 'valid' && !isSameCredential(text, genuine)
    })
    return wrong ? `valid, and not what was signed: ${JSON.stringify(wrong.received)}` : null
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : String(error)}`
  }
}

/** By meaning: order of members and an array of one for its only member change nothing that was signed. */
function isSameCredential(text: string, genuine: Set<string>): boolean {
  if (genuine.has(text)) return true
  if (!text.startsWith('{')) return false
  const meaning = canonical(JSON.parse(text))
  return [...genuine].some((one) => one.startsWith('{') && canonical(JSON.parse(one)) === meaning)
}

function canonical(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 1 ? canonical(value[0]) : `[${value.map(canonical).sort().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(
    ([, member]) => member !== null && !(Array.isArray(member) && member.length === 0),
  )
  return `{${members
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .sort()
    .join()}}`
}
