/**
 * One issuer with one of everything that the API can name, and for each operation of the API a request on it that is good. A new
 * operation needs its entry here: access.test.ts and never-500.test.ts fail without one.
 */
import { env } from 'cloudflare:workers'
import { evaluateDue } from '../../worker/issuing/pathways/evaluate-due.ts'
import type { Operation } from '../../worker/openapi.ts'
import { call } from './api.ts'
import { makeAchievement } from './api-issuer.ts'
import { connect, deps, eventsOf, makeAcademy, makeRule, post, workAll } from './vendor-work.ts'

export const LEARNER = 'ada@example.org'

export interface TenantWorld {
  id: string
  token: string
  achievement: string
  component: string
  credential: string
  pathway: string
  pathwayAward: string
  connection: string
  connectionSecret: string
  upload: string
  rule: string
  event: string
  delivery: string
  award: string
  link: string
  endpoint: string
  webhookDelivery: string
  apiKey: string
  signingKey: string
  statusList: string
  walletOffer: string
}

/** Every member that is the name of a record, of nobody: what a stranger's is answered like. */
export function nobodysWorld(like: TenantWorld): TenantWorld {
  const unknown = Object.keys(like).map((name) => [name, crypto.randomUUID()])
  return { ...(Object.fromEntries(unknown) as unknown as TenantWorld), token: like.token }
}

export async function makeTenant(): Promise<TenantWorld> {
  const academy = await makeAcademy({
    name: 'Weaving',
    description: 'Weaves a wreath.',
    criteria: { narrative: 'Wove one.' },
    suspendable: true,
  })
  const { token } = academy
  const made = async (path: string, body: object) => {
    const answer = await call('POST', path, { token, body })
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const listed = async (path: string) => (await call('GET', path, { token })).body.items[0]
  const component = await makeAchievement(token)
  const endpoint = await made('/v1/webhook-endpoints', { url: 'https://receiver.example/hook' })
  const requirements = { type: 'achievement', achievementId: component }
  const pathway = await made('/v1/pathways', {
    name: 'Wreath',
    achievementId: academy.achievementId,
    requirements,
    holdForApproval: true,
  })
  const credential = await made('/v1/credentials', {
    achievementId: component,
    recipient: { email: LEARNER },
  })
  const walletOffer = await made(`/v1/credentials/${credential.id}/wallet-offer`, {})
  await evaluateDue(deps())
  const hook = await connect(academy, { kind: 'automation', authenticity: { way: 'bearer' } })
  const upload = await connect(academy, { kind: 'prior-learning', settings: { learnerPage: 'on' } })
  const rule = await makeRule(academy, { holdForApproval: true })
  await post(
    hook.url,
    JSON.stringify({ learner_email: LEARNER, course_id: 'edge-101', source_event_id: crypto.randomUUID() }),
    { Authorization: `Bearer ${hook.secret}` },
  )
  await workAll()
  const link = await made('/v1/account-links', {
    connectionId: hook.id,
    learnerId: 'l-1',
    email: LEARNER,
  })
  const operator = { token: env.OPERATOR_TOKEN }
  const spare = await made(`/v1/issuers/${academy.id}/api-keys`, { label: 'spare', scopes: ['issuer:read'] })
  const keys = await call('GET', `/v1/issuers/${academy.id}/keys`, operator)
  const [event] = await eventsOf(academy)
  const world = {
    id: academy.id,
    token,
    achievement: academy.achievementId,
    component,
    credential: credential.id,
    pathway: pathway.id,
    pathwayAward: (await listed(`/v1/pathways/${pathway.id}/awards`))?.id,
    connection: hook.id,
    connectionSecret: hook.secret ?? '',
    upload: upload.id,
    rule,
    event: event?.id,
    delivery: (await listed('/v1/deliveries'))?.id,
    award: (await listed('/v1/awards'))?.id,
    link: link.id,
    endpoint: endpoint.id,
    webhookDelivery: (await listed('/v1/webhook-deliveries'))?.id,
    apiKey: spare.id,
    signingKey: keys.body.items[0]?.id,
    statusList: credential.credential.credentialStatus.statusListCredential.split('/').at(-1),
    walletOffer: walletOffer.credentialOfferUri.split('/').at(-1),
  }
  for (const [name, value] of Object.entries(world))
    if (typeof value !== 'string' || value === '') throw new Error(`the tenant has no ${name}`)
  return world
}

export interface GoodRequest {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

type Maker = (world: TenantWorld) => unknown

const recipient = { email: LEARNER }
const achievementBody = { name: 'Knots', description: 'Ties.', criteria: { narrative: 'Tied.' } }
const issue: Maker = ({ component }) => ({ achievementId: component, recipient })
const rule: Maker = ({ achievement, connection }) => ({
  name: 'Rule',
  connectionId: connection,
  course: { match: 'exact', id: 'edge-102' },
  achievementId: achievement,
})
const pathway: Maker = ({ achievement, component }) => ({
  name: 'Wreath',
  achievementId: achievement,
  requirements: { type: 'all', of: [{ type: 'achievement', achievementId: component }] },
  enabled: false,
})
const nothing: Maker = () => ({})
/** Asks by GET, or acts by the address alone. */
const bodiless: Maker = () => undefined
const unsigned = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:learner' },
}

/** By `method path`: the body of a good request. */
const BODIES: Record<string, Maker> = {
  'post /v1/verify': () => ({ credential: unsigned }),
  'get /v1/documents': bodiless,
  'post /v1/issuers': () => ({ name: 'Another', url: 'https://another.example' }),
  'get /v1/issuers': bodiless,
  'get /v1/issuers/{issuerId}': bodiless,
  'put /v1/issuers/{issuerId}': () => ({ profile: { name: 'Changed', url: 'https://changed.example' } }),
  'get /v1/issuers/{issuerId}/export': bodiless,
  'post /v1/issuers/{issuerId}/api-keys': () => ({ label: 'More', scopes: ['issuer:read'] }),
  'get /v1/issuers/{issuerId}/api-keys': bodiless,
  'delete /v1/issuers/{issuerId}/api-keys/{id}': bodiless,
  'post /v1/issuers/{issuerId}/keys': () => ({ algorithm: 'ES384' }),
  'get /v1/issuers/{issuerId}/keys': bodiless,
  'post /v1/issuers/{issuerId}/keys/{keyId}/retire': bodiless,
  'post /v1/issuers/{issuerId}/keys/{keyId}/revoke': bodiless,
  'post /v1/achievements': () => achievementBody,
  'get /v1/achievements': bodiless,
  'get /v1/achievements/{id}': bodiless,
  'put /v1/achievements/{id}': () => achievementBody,
  'post /v1/achievements/{id}/archive': bodiless,
  'post /v1/achievements/{id}/restore': bodiless,
  'post /v1/credentials': issue,
  'post /v1/credentials/batch': (world) => ({ items: [issue(world)] }),
  'get /v1/credentials': bodiless,
  'get /v1/credentials/{id}': bodiless,
  'post /v1/credentials/revoke': ({ credential }) => ({ ids: [credential] }),
  'post /v1/credentials/{id}/revoke': nothing,
  'post /v1/credentials/{id}/suspend': nothing,
  'post /v1/credentials/{id}/reinstate': nothing,
  'delete /v1/credentials/{id}/personal-data': bodiless,
  'post /v1/pathways': pathway,
  'get /v1/pathways': bodiless,
  'get /v1/pathways/{id}': bodiless,
  'put /v1/pathways/{id}': pathway,
  'post /v1/pathways/{id}/archive': bodiless,
  'post /v1/pathways/{id}/restore': bodiless,
  'get /v1/pathways/{id}/progress': bodiless,
  'post /v1/pathways/{id}/try': () => ({ recipient: LEARNER }),
  'post /v1/pathways/try': (world) => ({ recipient: LEARNER, pathway: pathway(world) }),
  'get /v1/pathways/{id}/awards': bodiless,
  'post /v1/pathways/{id}/awards': () => ({ recipient }),
  'get /v1/pathways/{id}/awards/{awardId}': bodiless,
  'post /v1/pathways/{id}/awards/{awardId}/approve': bodiless,
  'post /v1/pathways/{id}/awards/{awardId}/decline': nothing,
  'get /v1/vendors': bodiless,
  'post /v1/connections': () => ({ kind: 'thinkific', name: 'Academy', secret: 'key' }),
  'get /v1/connections': bodiless,
  'get /v1/connections/{id}': bodiless,
  'patch /v1/connections/{id}': () => ({ name: 'Renamed', state: 'enabled' }),
  'post /v1/connections/{id}/rotate-secret': nothing,
  'post /v1/connections/{id}/pull': bodiless,
  'delete /v1/connections/{id}': bodiless,
  'post /v1/completion-rules': rule,
  'get /v1/completion-rules': bodiless,
  'post /v1/completion-rules/try': (world) => ({ eventId: world.event, rule: rule(world) }),
  'get /v1/completion-rules/{id}': bodiless,
  'put /v1/completion-rules/{id}': rule,
  'post /v1/completion-rules/{id}/try': ({ event }) => ({ eventId: event }),
  'delete /v1/completion-rules/{id}': bodiless,
  'get /v1/vendor-events': bodiless,
  'get /v1/vendor-events/counts': bodiless,
  'post /v1/vendor-events/replay': ({ event }) => ({ ids: [event] }),
  'get /v1/vendor-events/{id}': bodiless,
  'get /v1/deliveries': bodiless,
  'get /v1/deliveries/{id}': bodiless,
  'post /v1/deliveries/{id}/try': nothing,
  'post /v1/deliveries/{id}/read-again': bodiless,
  'get /v1/awards': bodiless,
  'post /v1/awards/{id}/approve': nothing,
  'post /v1/awards/{id}/decline': nothing,
  'post /v1/account-links': ({ connection }) => ({
    connectionId: connection,
    learnerId: 'l-2',
    email: LEARNER,
  }),
  'get /v1/account-links': bodiless,
  'delete /v1/account-links/{id}': bodiless,
  'post /v1/prior-learning': ({ upload }) => ({
    connectionId: upload,
    email: LEARNER,
    credential: unsigned,
  }),
  'post /hooks/{connection}': () => ({ learner_email: LEARNER, course_id: 'edge-101' }),
  'post /xapi/{connection}/statements': () => ({ id: crypto.randomUUID() }),
  'put /xapi/{connection}/statements': nothing,
  'get /xapi/{connection}/statements': bodiless,
  'get /xapi/{connection}/about': bodiless,
  'post /oauth/token': bodiless,
  'post /v1/webhook-endpoints': () => ({ url: 'https://other.example/hook' }),
  'get /v1/webhook-endpoints': bodiless,
  'get /v1/webhook-endpoints/{id}': bodiless,
  'patch /v1/webhook-endpoints/{id}': () => ({ description: 'Changed' }),
  'post /v1/webhook-endpoints/{id}/rotate-secret': nothing,
  'post /v1/webhook-endpoints/{id}/test': bodiless,
  'delete /v1/webhook-endpoints/{id}': bodiless,
  'get /v1/webhook-deliveries': bodiless,
  'get /v1/webhook-deliveries/{id}': bodiless,
  'post /v1/webhook-deliveries/{id}/resend': bodiless,
  'get /v1/credentials/{id}/page': bodiless,
  'put /v1/credentials/{id}/page': () => ({ visibility: 'public' }),
  'post /v1/credentials/{id}/holder-link': () => ({ renew: true }),
  'post /v1/credentials/{id}/wallet-offer': () => ({ txCode: true }),
  'get /wallet-offers/{code}': bodiless,
  'post /wallet-offers/{code}': nothing,
  'get /.well-known/openid-credential-issuer/achievements/{id}': bodiless,
  'get /.well-known/oauth-authorization-server/achievements/{id}': bodiless,
  'post /oid4vci/token': bodiless,
  'post /oid4vci/credential': () => ({ credential_configuration_id: 'ldp_vc' }),
  'post /oid4vci/notification': ({ credential }) => ({
    notification_id: credential,
    event: 'credential_accepted',
  }),
  'post /v1/credentials/{id}/notify': () => ({ email: LEARNER }),
  'get /v1/issuers/{issuerId}/presentation': bodiless,
  'put /v1/issuers/{issuerId}/presentation': () => ({ groundColour: '#1f3a5f' }),
  'get /issuers/{id}': bodiless,
  'get /issuers/{id}/did.json': bodiless,
  'get /issuers/{id}/jwks.json': bodiless,
  'get /issuers/{id}/keys/{keyId}': bodiless,
  'get /achievements/{id}': bodiless,
  'get /pathways/{id}': bodiless,
  'get /credentials/{id}/transcript': bodiless,
  'get /credentials/{id}': bodiless,
  'get /status/{id}': bodiless,
  'get /vc-api/issuers/{issuerId}': bodiless,
  'post /vc-api/issuers/{issuerId}/credentials/issue': ({ id }) => ({
    credential: { ...unsigned, issuer: `did:web:laurel.example:issuers:${id}` },
  }),
  'post /vc-api/issuers/{issuerId}/credentials/status': ({ credential }) => ({
    credentialId: `https://laurel.example/credentials/${credential}`,
    credentialStatus: { statusPurpose: 'suspension', status: false },
  }),
  'post /vc-api/credentials/verify': () => ({ verifiableCredential: unsigned }),
  'post /vc-api/credentials/derive': () => ({ verifiableCredential: unsigned }),
  'post /vc-api/presentations/verify': () => ({
    presentation: { '@context': unsigned['@context'], type: ['VerifiablePresentation'] },
  }),
  'get /health': bodiless,
}

/** What `{id}` names below each collection. */
const NAMED_BY: [prefix: string, member: keyof TenantWorld][] = [
  ['/v1/achievements/', 'achievement'],
  ['/v1/credentials/', 'credential'],
  ['/v1/pathways/', 'pathway'],
  ['/v1/connections/', 'connection'],
  ['/v1/completion-rules/', 'rule'],
  ['/v1/vendor-events/', 'event'],
  ['/v1/deliveries/', 'delivery'],
  ['/v1/awards/', 'award'],
  ['/v1/account-links/', 'link'],
  ['/v1/webhook-endpoints/', 'endpoint'],
  ['/v1/webhook-deliveries/', 'webhookDelivery'],
  ['/v1/issuers/{issuerId}/api-keys/', 'apiKey'],
  ['/issuers/', 'id'],
  ['/achievements/', 'component'],
  ['/pathways/', 'pathway'],
  ['/credentials/', 'credential'],
  ['/status/', 'statusList'],
  ['/.well-known/', 'component'],
]
const NAMED: Record<string, keyof TenantWorld> = {
  issuerId: 'id',
  keyId: 'signingKey',
  awardId: 'pathwayAward',
  connection: 'connection',
  code: 'walletOffer',
}

export function nameOf(operation: Pick<Operation, 'method' | 'path'>): string {
  return `${operation.method} ${operation.path}`
}

/** A good request of the operation on that world's records. Throws where this file knows nothing of the operation. */
export function requestOf(operation: Pick<Operation, 'method' | 'path'>, world: TenantWorld): GoodRequest {
  const { method, path } = operation
  const make = BODIES[nameOf(operation)]
  if (make === undefined) throw new Error(`no good request of ${nameOf(operation)} is known: add one`)
  const filled = path.replace(/\{(\w+)\}/g, (_, parameter: string) => {
    const member = NAMED[parameter] ?? NAMED_BY.find(([prefix]) => path.startsWith(prefix))?.[1]
    if (member === undefined) throw new Error(`what does {${parameter}} of ${path} name?`)
    return world[member]
  })
  const body = make(world)
  return { method: method.toUpperCase(), path: filled, ...(body === undefined ? {} : { body }) }
}
