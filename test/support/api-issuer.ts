/** An issuer with an API key of all scopes, and achievements to issue. */
import { SCOPES } from '../../worker/issuing/caller.ts'
import { SIMPLE_ACHIEVEMENT } from './achievement-data.ts'
import { call, OPERATOR_TOKEN } from './api.ts'

export interface TestIssuer {
  id: string
  did: string
  token: string
}

export async function makeIssuer(
  name = 'Example Academy',
  identity?: 'did:web' | 'did:key',
): Promise<TestIssuer> {
  const issuer = await call('POST', '/v1/issuers', {
    token: OPERATOR_TOKEN,
    body: { name, url: 'https://academy.example', email: 'badges@academy.example', identity },
  })
  const key = await call('POST', `/v1/issuers/${issuer.body.id}/api-keys`, {
    token: OPERATOR_TOKEN,
    body: { label: 'tests', scopes: SCOPES },
  })
  return { id: issuer.body.id, did: issuer.body.did, token: key.body.token }
}

export async function makeAchievement(token: string, body: object = SIMPLE_ACHIEVEMENT): Promise<string> {
  return (await call('POST', '/v1/achievements', { token, body })).body.id
}
