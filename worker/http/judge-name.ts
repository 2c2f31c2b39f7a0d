/**
 * Whether a host name leads to the public Internet: its A and AAAA records are asked for by DNS over HTTPS (the JSON form
 * that public resolvers share) before a stranger's host is fetched, so that a public name of a private address is
 * refused. Every address and every alias on the way must be public; what cannot be looked up is not.
 * Two requests a new name; the answer is kept by its TTL, as a value, in this isolate. What is connected to is resolved
 * again by the runtime, which a name that changes between the two can use: the runtime's own refusal of private
 * networks stands behind this one.
 */
import { isPublicName } from './judge-url.ts'
import { isPublicAddress } from './public-address.ts'
import { readUpTo } from './read-up-to.ts'

/** private: at least one address or alias is not public. unknown: no address, or no answer. */
export type NameVerdict = 'public' | 'private' | 'unknown'

export type JudgeName = (hostname: string, signal: AbortSignal) => Promise<NameVerdict>

/** What DNS_OVER_HTTPS is where it is not set. */
const DEFAULT_RESOLVER = 'https://cloudflare-dns.com/dns-query'

const MAX_KEPT = 1000
/** A record that promises longer is asked for again: names move. */
const MAX_KEPT_SECONDS = 300
const MAX_ANSWER_BYTES = 65_536
const MAX_RECORDS = 100
const A = 1
const CNAME = 5
const AAAA = 28

interface NameJudgeOptions {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  now(): Date
  /** `off`: no name is looked up, each counts as public. */
  resolver?: string | undefined
}

/** Whether DNS_OVER_HTTPS is one that can be used. */
export function isResolver(text: string): boolean {
  return text === 'off' || URL.parse(text)?.protocol === 'https:'
}

export function createNameJudge({ fetch, now, resolver = DEFAULT_RESOLVER }: NameJudgeOptions): JudgeName {
  if (resolver === 'off') return async () => 'public'
  const known = new Map<string, { verdict: NameVerdict; until: number }>()

  return async (hostname, signal) => {
    const name = hostname.toLowerCase().replace(/\.$/, '')
    const at = now().getTime()
    const kept = known.get(name)
    if (kept !== undefined && at < kept.until) return kept.verdict
    known.delete(name)
    const answers = await Promise.all([A, AAAA].map((type) => ask(name, type, signal))).catch(() => null)
    if (answers === null) return 'unknown'
    const records = answers.flat()
    const verdict = verdictOf(records)
    if (verdict !== 'unknown') {
      const seconds = Math.min(MAX_KEPT_SECONDS, ...records.map(({ TTL }) => TTL))
      if (known.size >= MAX_KEPT) known.delete(known.keys().next().value ?? '')
      known.set(name, { verdict, until: at + seconds * 1000 })
    }
    return verdict
  }

  async function ask(name: string, type: number, signal: AbortSignal): Promise<DnsRecord[]> {
    const url = new URL(resolver)
    url.searchParams.set('name', name)
    url.searchParams.set('type', String(type))
    const response = await fetch(url.href, {
      headers: { Accept: 'application/dns-json' },
      redirect: 'manual',
      signal,
    })
    const { bytes, truncated } = await readUpTo(response, MAX_ANSWER_BYTES, signal)
    const records = response.ok && !truncated ? readAnswer(bytes) : null
    if (records === null) throw new Error('no answer')
    return records
  }
}

interface DnsRecord {
  type: number
  TTL: number
  data: string
}

/** null: no answer to go by (a status that is not NOERROR, or another form). Records of other kinds (DNSSEC) are left out. */
function readAnswer(bytes: Uint8Array): DnsRecord[] | null {
  const message: unknown = JSON.parse(new TextDecoder().decode(bytes))
  if (typeof message !== 'object' || message === null) return null
  const { Status, TC, Answer = [] } = message as Record<string, unknown>
  if (Status !== 0 || TC === true || !Array.isArray(Answer) || Answer.length > MAX_RECORDS) return null
  if (!Answer.every(isRecord)) return null
  return Answer.filter(({ type }) => [A, CNAME, AAAA].includes(type))
}

function isRecord(value: unknown): value is DnsRecord {
  if (typeof value !== 'object' || value === null) return false
  const { type, TTL, data } = value as Record<string, unknown>
  return (
    typeof type === 'number' && Number.isSafeInteger(TTL) && (TTL as number) >= 0 && typeof data === 'string'
  )
}

function verdictOf(records: DnsRecord[]): NameVerdict {
  const isPublic = ({ type, data }: DnsRecord) =>
    type === CNAME ? isPublicName(data) : isPublicAddress(data)
  if (!records.every(isPublic)) return 'private'
  return records.some(({ type }) => type !== CNAME) ? 'public' : 'unknown'
}
