/**
 * Fuzzes what strangers hand in: genuine credentials in every container, mutated byte by byte, through the whole verifier.
 * It must never throw, always give a complete report, and call nothing valid but what was signed.
 */
import { bakePng, bakeSvg } from '../../worker/credential/bake/index.ts'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import { secureAsVcJose, secureWithProof } from '../../worker/credential/proof/index.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'
import { mutate, randomOf } from './mutate.ts'
import { fuzzBadge, fuzzIssuer } from './signed.ts'

const now = new Date('2026-01-01T00:00:00Z')
const MAX_MS = 5000

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

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
  const { did, signer } = await fuzzIssuer()
  const credential = fuzzBadge(did)
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
