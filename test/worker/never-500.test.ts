/**
 * Whatever is sent, to whichever route, is answered: never a 500, and every refusal in the form that the API promises. From a fixed
 * seed; raise `ROUNDS` for a longer hour of it.
 */
import { exports } from 'cloudflare:workers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildOpenApi } from '../../worker/reference/build-openapi.ts'
import { operations } from '../../worker/reference/operations.ts'
import { OPERATOR_TOKEN, ORIGIN } from '../support/api.ts'
import {
  bent,
  fromSchema,
  HOSTILE_HEADERS,
  HOSTILE_QUERIES,
  HOSTILE_SEGMENTS,
  pick,
  type Random,
  rawBodies,
  seeded,
} from '../support/hostile.ts'
import { type GoodRequest, makeTenant, nameOf, requestOf, type TenantWorld } from '../support/tenant-world.ts'

const SEED = 20_261_124
const ROUNDS = 1

type Json = Record<string, unknown>
interface Described {
  paths: Record<
    string,
    Record<
      string,
      {
        requestBody?: { content?: Record<string, { schema?: Json }> }
        parameters?: { in: string; name: string }[]
      }
    >
  >
  components: { schemas: Json }
}

const described = buildOpenApi(operations, ORIGIN) as unknown as Described
let world: TenantWorld
const logged: string[] = []

beforeAll(async () => {
  world = await makeTenant()
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(String(line)))
})
afterAll(() => vi.restoreAllMocks())

interface Shot {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | Uint8Array | undefined
}

/** What is wrong with the answer; null: nothing. */
async function fault({ method, path, headers, body }: Shot): Promise<string | null> {
  const before = logged.length
  let request: Request
  try {
    const withBody = method === 'GET' || method === 'HEAD' ? {} : { body: (body ?? null) as BodyInit | null }
    request = new Request(`${ORIGIN}${path}`, { method, headers, ...withBody })
  } catch {
    return null // No client could send it.
  }
  const response = await exports.default.fetch(request, { redirect: 'manual' })
  const text = await response.text()
  const { status } = response
  const type = response.headers.get('content-type') ?? ''
  const said = `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${typeof body === 'string' ? body.slice(0, 400) : (body?.byteLength ?? '')} → ${status} ${text.slice(0, 200)} ${logged.slice(before).join(' ').slice(0, 900)}`
  if (status >= 500 && !(status === 503 && /disabled for now/.test(text))) return said
  if (/ at .*\.ts:\d|node_modules|SQLITE|D1_ERROR/.test(text) && !said.includes('SQLITE'))
    return `tells of its insides: ${said}`
  if (status < 400 || method === 'HEAD') return null
  if (/^\/(credentials|pathways|issuers|wallet-offers)/.test(path) && /html|svg/.test(type)) return null
  if (path.startsWith('/oauth/token') && /^\{"error":"[a-z_]+"\}$/.test(text)) return null
  if (path.startsWith('/oid4vci/') && /^\{"error":"[a-z_]+"[,}]/.test(text)) return null
  if (path.startsWith('/vc-api') && text.includes('"problemDetails"')) return null
  if (type !== 'application/problem+json') return `no problem: ${said}`
  const problem = JSON.parse(text)
  if (problem.status !== status || typeof problem.code !== 'string' || typeof problem.detail !== 'string')
    return `no problem details: ${said}`
  if (
    problem.code === 'invalid-request' &&
    path.startsWith('/v1/') &&
    !problem.errors?.length &&
    body?.length
  )
    return `no pointer: ${said}`
  return null
}

const tokenFor = (access: unknown) => (access === 'operator' ? OPERATOR_TOKEN : world.token)

function shots(
  good: GoodRequest,
  token: string | null,
  random: Random,
  schema: Json | undefined,
  queries: string[],
): Shot[] {
  const base = { ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...good.headers }
  const json = { ...base, 'Content-Type': 'application/json' }
  const text = JSON.stringify(good.body ?? {})
  const takesBody = good.method !== 'GET'
  const some = <T>(of: readonly T[], count: number) => Array.from({ length: count }, () => pick(random, of))
  const { method, path } = good
  const all: Shot[] = []
  if (takesBody) {
    const bodies = Array.from({ length: good.body === undefined ? 1 : 4 }, () =>
      bent(good.body ?? {}, random),
    )
    if (schema !== undefined)
      for (let at = 0; at < 4; at++) {
        const made = fromSchema(schema, described.components.schemas, random)
        const merged =
          at % 2 === 0 && typeof made === 'object' && made !== null
            ? { ...made, ...(good.body as object) }
            : made
        bodies.push(bent(merged, random))
      }
    for (const body of bodies) all.push({ method, path, headers: json, body: JSON.stringify(body) })
    for (const body of some(rawBodies(text), 3)) all.push({ method, path, headers: json, body })
    for (const body of some(rawBodies(text), 2)) {
      const [name, value] = pick(
        random,
        HOSTILE_HEADERS.filter(([header]) => header === 'Content-Type'),
      )
      all.push({ method, path, headers: { ...json, [name]: value }, body })
    }
  }
  const segments = path.split('/')
  for (const hostile of some(HOSTILE_SEGMENTS, 2)) {
    const at = 1 + Math.floor(random() * (segments.length - 1))
    all.push({ method, path: segments.toSpliced(at, 1, hostile).join('/'), headers: json, body: text })
  }
  for (const query of some(HOSTILE_QUERIES, takesBody ? 1 : 3))
    all.push({ method, path: `${path}?${query}`, headers: json, body: text })
  for (const name of queries)
    for (const hostile of some(HOSTILE_SEGMENTS, 1))
      all.push({ method, path: `${path}?${name}=${hostile}`, headers: json, body: text })
  for (const [name, value] of some(HOSTILE_HEADERS, 3))
    all.push({ method, path, headers: { ...json, [name]: value }, body: text })
  for (const other of some(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST', 'PROPFIND'], 1))
    all.push({ method: other, path, headers: json, body: text })
  return all
}

/** A delete or a revocation of the world itself would make everything after it a 404. */
const SPARED = /^(delete|post) .*(\/revoke|personal-data|\/api-keys\/\{id\}|\/retire|connections\/\{id\}$)/

/** Routes that the reference leaves out (access.test.ts holds the list), by good requests of them. */
const UNDESCRIBED: ((world: TenantWorld) => GoodRequest & { token?: string })[] = [
  ...[
    'about',
    'statements',
    'activities/state',
    'activities/profile',
    'agents/profile',
    'activities',
    'agents',
  ].flatMap((path) => [
    ({ connection, connectionSecret }: TenantWorld) => ({
      method: 'GET',
      path: `/xapi/${connection}/${path}`,
      token: connectionSecret,
    }),
    ({ connectionSecret }: TenantWorld) => ({
      method: 'GET',
      path: `/xapi/${path}`,
      token: connectionSecret,
    }),
  ]),
  ({ connection, connectionSecret }) => ({
    method: 'POST',
    path: `/hooks/${connection}/secret`,
    body: { course_id: 'x' },
    token: connectionSecret,
  }),
  ({ connection }) => ({ method: 'OPTIONS', path: `/hooks/${connection}` }),
  ...[
    '',
    '.json',
    '.jwt',
    '.png',
    '.svg',
    '.pdf',
    '/embed',
    '/badge.svg',
    '/image',
    '/image.png',
    '/qr.svg',
    '/og.png',
    '/holder',
    '/transcript',
  ].map((end) => ({ credential }: TenantWorld) => ({
    method: 'GET',
    path: `/credentials/${credential}${end}`,
    headers: { Accept: 'text/html' },
  })),
  ({ credential }) => ({
    method: 'POST',
    path: `/credentials/${credential}/holder?key=x`,
    body: { claim: 'yes' },
  }),
  ({ credential }) => ({ method: 'GET', path: `/oembed?url=${ORIGIN}/credentials/${credential}` }),
  ...['GET', 'POST'].flatMap((method) => [
    ({ id }: TenantWorld) => ({ method, path: `/issuers/${id}/prior-learning` }),
    ({ id }: TenantWorld) => ({ method, path: `/issuers/${id}/prior-learning/confirm?token=x` }),
  ]),
  () => ({ method: 'GET', path: '/openapi.json' }),
  () => ({ method: 'GET', path: '/docs' }),
  () => ({ method: 'GET', path: '/problems' }),
  () => ({ method: 'GET', path: '/.well-known/did.json' }),
  ({ id }) => ({
    method: 'POST',
    path: `/vc-api/issuers/${id}/credentials/verify`,
    body: { verifiableCredential: {} },
  }),
]

test('what the reference leaves out answers whatever is sent, too', async () => {
  const random = seeded(SEED)
  const faults: string[] = []
  for (const make of UNDESCRIBED)
    for (let round = 0; round < ROUNDS; round++) {
      const { token = null, ...good } = make(world)
      for (const shot of shots(good, token, random, undefined, ['key', 'lang', 'url', 'version'])) {
        const found = await fault(shot)
        if (found !== null) faults.push(found)
      }
    }
  expect(faults, faults.join('\n')).toEqual([])
})

describe.each(operations.map((operation) => [nameOf(operation), operation] as const))(
  '%s',
  (name, operation) => {
    test('answers whatever is sent', async () => {
      const random = seeded(SEED + name.length * 7919 + operations.indexOf(operation))
      const entry = described.paths[operation.path]?.[operation.method]
      const [first] = Object.values(entry?.requestBody?.content ?? {})
      const queries = (entry?.parameters ?? []).flatMap((parameter) =>
        parameter.in === 'query' ? [parameter.name] : [],
      )
      const faults: string[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const good = requestOf(operation, world)
        const aimed = SPARED.test(name)
          ? {
              ...good,
              path: good.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}(?!.*[0-9a-f]{8}-)/, crypto.randomUUID()),
            }
          : good
        const ofConnection = /^\/(hooks|xapi)\//.test(operation.path) ? world.connectionSecret : undefined
        const token = ofConnection ?? (operation.access === 'public' ? null : tokenFor(operation.access))
        for (const shot of shots(aimed, token, random, first?.schema, queries)) {
          const found = await fault(shot)
          if (found !== null) faults.push(found)
        }
      }
      expect(faults, faults.join('\n')).toEqual([])
    })
  },
)
