/** What is asked of the Worker, with everything that it needs made before. */
import { createHmac } from 'node:crypto'
import type { JsonObject } from '../../worker/credential/json.ts'
import { signedSample } from './core.ts'
import type { Call, HttpCase } from './http-load.ts'
import type { Server } from './server.ts'

const BATCH = 100
/** As many as one request may hold. */
const LIST = 50
const VENDOR_SECRET = 'the-api-key-of-the-bench'

export interface HttpBench {
  cases: HttpCase[]
  /** Milliseconds from the request to revoke a credential until the published list tells it. */
  flip: () => Promise<number>
}

/** Makes issuers with achievements, a connection and credentials through the API. */
export async function casesOf({ operatorToken, worker: client }: Server): Promise<HttpBench> {
  const json = { 'Content-Type': 'application/json' }
  const by = (token: string) => ({ ...json, Authorization: `Bearer ${token}` })
  const once = () => ({ 'Idempotency-Key': crypto.randomUUID() })
  const post = async (path: string, token: string, body: JsonObject) =>
    JSON.parse(
      await client.expect({
        method: 'POST',
        path,
        headers: { ...by(token), ...once() },
        body: JSON.stringify(body),
      }),
    )

  const makeIssuer = async () => {
    const { id } = await post('/v1/issuers', operatorToken, { name: 'Bench', url: 'https://bench.example' })
    const { token } = await post(`/v1/issuers/${id}/api-keys`, operatorToken, {
      label: 'bench',
      scopes: [
        'achievements:write',
        'connections:write',
        'credentials:issue',
        'credentials:read',
        'credentials:revoke',
      ],
    })
    const achievement = await post('/v1/achievements', token, {
      name: 'Welding, level 2',
      description: 'Plans a weld, sets up the equipment and judges the seam.',
      achievementType: 'Certificate',
      criteria: { narrative: 'Stood three examinations.' },
    })
    return { id: id as string, token: token as string, achievementId: achievement.id as string }
  }
  /** Of this one nothing is revoked, so that its status list stays as it is. */
  const quiet = await makeIssuer()
  const busy = await makeIssuer()
  const { token } = busy
  const connection = await post('/v1/connections', token, {
    name: 'Bench',
    kind: 'thinkific',
    secret: VENDOR_SECRET,
  })
  let learner = 0
  const request = (achievementId = busy.achievementId) => ({
    achievementId,
    recipient: { email: `learner-${learner++}@bench.example`, name: 'A Learner' },
  })
  const issue = (issuer = busy): Call => ({
    method: 'POST',
    path: '/v1/credentials',
    headers: { ...by(issuer.token), ...once() },
    body: JSON.stringify(request(issuer.achievementId)),
  })
  const batch = (): Call => ({
    method: 'POST',
    path: '/v1/credentials/batch',
    headers: { ...by(token), ...once() },
    body: JSON.stringify({ items: Array.from({ length: BATCH }, () => request()) }),
  })
  const verify = (credential: unknown): Call => ({
    method: 'POST',
    path: '/v1/verify',
    headers: json,
    body: JSON.stringify({ credential }),
  })

  const completion = (): Call => {
    const body = JSON.stringify({
      id: crypto.randomUUID(),
      resource: 'enrollment',
      action: 'completed',
      payload: {
        completed_at: '2026-02-01T00:20:04.019Z',
        course_id: 25,
        user: { email: `learner-${learner++}@bench.example`, id: learner },
      },
    })
    const signature = createHmac('sha256', VENDOR_SECRET).update(body).digest('hex')
    return {
      method: 'POST',
      path: new URL(connection.url).pathname,
      headers: { ...json, 'X-Thinkific-Hmac-Sha256': signature },
      body,
    }
  }

  const issued = JSON.parse(await client.expect(issue(quiet)))
  const path = new URL(issued.url).pathname
  const embedded = JSON.parse(await client.expect({ method: 'GET', path: `${path}.json` }))
  const jwt = await client.expect({ method: 'GET', path: `${path}.jwt` })
  const list = new URL(statusEntry(embedded).statusListCredential).pathname
  const didDocument = `/issuers/${quiet.id}/did.json`
  const stranger = await signedSample()
  /** As a cache asks that has it already. */
  const again = async (at: string): Promise<Call> => {
    const { headers } = await client.send({ method: 'GET', path: at })
    return { method: 'GET', path: at, headers: { 'If-None-Match': String(headers.etag) } }
  }
  const [listAgain, credentialAgain, didAgain] = [
    await again(list),
    await again(`${path}.json`),
    await again(didDocument),
  ]
  const toRevoke: string[] = []
  for (let index = 0; index < 20; index++) {
    const { items } = JSON.parse(await client.expect(batch()))
    for (const item of items) toRevoke.push(item.credential?.id ?? item.id)
  }

  const others = toRevoke.map((id) => `/credentials/${id}.json`)
  let next = 0
  const another = () => others[next++ % others.length] ?? ''

  const get = (at: string) => (): Call => ({ method: 'GET', path: at })

  const flipping = await makeIssuer()
  const flip = async (): Promise<number> => {
    const { id, credential } = JSON.parse(await client.expect(issue(flipping)))
    const tells = await again(new URL(statusEntry(credential).statusListCredential).pathname)
    const began = performance.now()
    await client.expect({
      method: 'POST',
      path: `/v1/credentials/${id}/revoke`,
      headers: by(flipping.token),
      body: '{}',
    })
    while ((await client.send(tells)).status === 304) await new Promise((resolve) => setTimeout(resolve, 5))
    return performance.now() - began
  }

  const cases: HttpCase[] = [
    { name: 'bare Worker: answers at once', next: get('/'), isBare: true },
    { name: 'bare Worker: one check of the rate limit', next: get('/limit'), isBare: true },
    { name: 'bare Worker: one read from KV', next: get('/kv'), isBare: true },
    { name: 'bare Worker: one read from D1', next: get('/d1'), isBare: true },
    { name: 'bare Worker: one transaction of 12 statements in D1', next: get('/batch'), isBare: true },
    { name: 'GET an unknown address (404)', next: get('/x'), status: 404 },
    { name: 'GET a status list', next: get(list) },
    { name: 'GET a status list that the caller has (304)', next: () => listAgain, status: 304 },
    { name: 'GET a DID document', next: get(didDocument) },
    { name: 'GET a DID document that the caller has (304)', next: () => didAgain, status: 304 },
    { name: 'GET a credential (JSON), the same again', next: get(`${path}.json`) },
    { name: 'GET a credential (JSON), each time another', next: () => get(another())() },
    { name: 'GET a credential that the caller has (304)', next: () => credentialAgain, status: 304 },
    { name: 'verify a badge of a did:key (embedded proof)', next: () => verify(stranger) },
    { name: 'verify our own badge (embedded proof, with status)', next: () => verify(embedded) },
    { name: 'verify our own badge (VC-JWT, with status)', next: () => verify(jwt) },
    {
      name: `verify our own badges in lists of ${LIST}`,
      next: () => verify(Array(LIST).fill(jwt)),
      operations: LIST,
    },
    { name: 'issue one (both forms, status, stored)', next: () => issue(), status: 201, leavesWork: true },
    { name: `issue in batches of ${BATCH}`, next: batch, operations: BATCH, leavesWork: true },
    {
      name: 'revoke one (durable, publication queued)',
      next: () => ({
        method: 'POST',
        path: `/v1/credentials/${toRevoke.pop()}/revoke`,
        headers: { ...by(token), ...once() },
        body: JSON.stringify({ reason: 'bench' }),
      }),
      supply: () => toRevoke.length,
      leavesWork: true,
    },
    {
      name: 'inbound event of a vendor (genuine, kept, queued)',
      next: completion,
      status: 202,
      leavesWork: true,
    },
  ]
  return { cases, flip }
}

function statusEntry({ credentialStatus }: { credentialStatus: unknown }): { statusListCredential: string } {
  const [entry] = [credentialStatus].flat()
  return entry as { statusListCredential: string }
}
