/** /v1/credentials: issue, read, list, and change the state. */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { keyNotGood } from '../issuing/assert-key-good.ts'
import { reinstateCredential, revokeCredential, suspendCredential } from '../issuing/change-status.ts'
import { credentialJson, credentialSummary } from '../issuing/credential-view.ts'
import { eraseCredential } from '../issuing/erase.ts'
import { findCredential } from '../issuing/find-credential.ts'
import { issueBatch } from '../issuing/issue-batch.ts'
import { issueCredential } from '../issuing/issue-credential.ts'
import { IssueRequest } from '../issuing/issue-request.ts'
import { recipientHashOf } from '../issuing/recipient.ts'
import { revokeBatch } from '../issuing/revoke-batch.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { createOnce } from './create-once.ts'
import { IssueBatch, ListCredentials, RevokeBatch, StatusChange } from './credentials-api.ts'
import { listPage, type PageRequest } from './list-page.ts'

const MAX_BATCH_BYTES = 8 * 1024 * 1024

export const credentialRoutes = new Hono<AppEnv>()

credentialRoutes.post('/', requireScope('credentials:issue', { remembered: true }), body(IssueRequest), (c) =>
  createOnce(
    c,
    async (once) => {
      const { deps, caller } = c.var
      const credential = await issueCredential(deps, issuerIdOf(c), c.req.valid('json'), {
        caller,
        idempotency: once.key,
      })
      return created(c, credential)
    },
    {
      answer: async (_, record) =>
        created(c, await findCredential(c.var.deps, issuerIdOf(c), record.credentialId ?? '')),
    },
  ),
)

credentialRoutes.post(
  '/batch',
  requireScope('credentials:issue', { remembered: true }),
  body(IssueBatch, { maxBytes: MAX_BATCH_BYTES }),
  (c) =>
    createOnce(c, async (once) => {
      const { deps, caller } = c.var
      const { items } = c.req.valid('json')
      return c.json(await issueBatch(deps, issuerIdOf(c), items, { caller, idempotency: once.key }))
    }),
)

credentialRoutes.post(
  '/revoke',
  requireScope('credentials:revoke', { remembered: true }),
  body(RevokeBatch),
  async (c) => {
    const { deps, caller } = c.var
    const { ids, reason } = c.req.valid('json')
    return c.json(await revokeBatch(deps, issuerIdOf(c), ids, { reason, caller }))
  },
)

credentialRoutes.get('/', requireScope('credentials:read'), query(ListCredentials), async (c) => {
  const { deps } = c.var
  const issuerId = issuerIdOf(c)
  const { achievementId, recipient, state } = c.req.valid('query')
  const recipientHash =
    recipient === undefined ? undefined : await recipientHashOf(deps.vault, issuerId, recipient)
  const filter = { achievementId, recipientHash, state }
  const credentialsOf = (page: PageRequest) => deps.credentials.list(issuerId, filter, page)
  return c.json(await listPage(c.req.valid('query'), credentialsOf, (row) => credentialSummary(deps, row)))
})

credentialRoutes.get('/:id', requireScope('credentials:read', { remembered: true }), async (c) => {
  const { deps, caller } = c.var
  const apiKeyId = caller.kind === 'api-key' ? caller.apiKeyId : ''
  const read = await deps.credentials.findByKey(apiKeyId, issuerIdOf(c), c.req.param('id'), deps.clock.now())
  if (read === 'key-not-good') throw keyNotGood()
  if (read === null) throw new Refusal('not-found', 'No such credential.')
  return json(c, credentialJson(deps, read), 200)
})

for (const [verb, change] of [
  ['revoke', revokeCredential],
  ['suspend', suspendCredential],
  ['reinstate', reinstateCredential],
] as const)
  credentialRoutes.post(
    `/:id/${verb}`,
    requireScope('credentials:revoke', { remembered: true }),
    body(StatusChange),
    async (c) => {
      const { deps, caller } = c.var
      const { reason } = c.req.valid('json')
      const credential = await change(deps, issuerIdOf(c), c.req.param('id'), { reason, caller })
      return c.json(credentialSummary(deps, credential))
    },
  )

credentialRoutes.delete('/:id/personal-data', requireScope('credentials:erase'), async (c) => {
  const { deps, caller } = c.var
  const credential = await eraseCredential(deps, issuerIdOf(c), c.req.param('id'), caller)
  return c.json(credentialSummary(deps, credential))
})

function created(c: Context<AppEnv>, credential: Omit<CredentialRecord, 'sequence'>): Response {
  c.header('Location', `/v1/credentials/${credential.id}`)
  return json(c, credentialJson(c.var.deps, credential), 201)
}

function json(c: Context<AppEnv>, text: string, status: 200 | 201): Response {
  return c.body(text, status, { 'Content-Type': 'application/json' })
}
