import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createApp } from '../../worker/app.ts'
import { makeAchievement, makeIssuer } from '../support/api-issuer.ts'

async function health(changes: Partial<Env> = {}) {
  const response = await createApp().fetch(
    new Request('https://laurel.example/health'),
    { ...env, ...changes },
    createExecutionContext(),
  )
  return { status: response.status, text: await response.text() }
}

test('a deployment that is set up says ok', async () => {
  expect(await health()).toEqual({ status: 200, text: '{"status":"ok"}' })
})

test.each([
  ['PUBLIC_ORIGIN', ''],
  ...[
    'https://Badges.example',
    'https://badges.example/app',
    'https://user:word@badges.example',
    'https://badges.example:443',
    'https://bad host.example',
    'https://[bad',
    'ftp://badges.example',
    'host-alone.example',
  ].map((origin): [string, string] => ['PUBLIC_ORIGIN', origin]),
  ['OPERATOR_TOKEN', 'short-secret'],
  ['KEY_ENCRYPTION_KEY', ''],
  ['KEY_ENCRYPTION_KEY', 'c2hvcnQtc2VjcmV0'],
  ['TRUST_REGISTRIES', '{ not json'],
  ['DNS_OVER_HTTPS', 'http://dns.example/'],
])(
  'a deployment with a wrong %s (%j) is unavailable, and told which without its value',
  async (name, value) => {
    const { status, text } = await health({ [name]: value })
    expect(status).toBe(503)
    expect(text).toContain(name)
    if (value) expect(text).not.toContain(value)
  },
)

test('a deployment with a wrong foundation answers nothing else, either: no name is given out under it', async () => {
  for (const [path, changes] of [
    ['/v1/issuers', { OPERATOR_TOKEN: 'guess' }],
    ['/v1/issuers', { PUBLIC_ORIGIN: 'https://Badges.example' }],
    ['/v1/vendors', { KEY_ENCRYPTION_KEY: 'c2hvcnQ' }],
  ] as const) {
    const response = await createApp().fetch(
      new Request(`https://laurel.example${path}`, { headers: { Authorization: 'Bearer guess' } }),
      { ...env, ...changes },
      createExecutionContext(),
    )
    const problem = (await response.json()) as { code: string; detail: string }
    expect([response.status, problem.code]).toEqual([503, 'temporarily-unavailable'])
    expect(problem.detail).toContain(Object.keys(changes)[0])
  }
})

test('what was sealed under a key that is no longer configured is unavailable, not a fault of ours', async () => {
  const { token } = await makeIssuer()
  const achievementId = await makeAchievement(token)
  const KEY_ENCRYPTION_KEY = 'b3RoZXIta2V5LWZvci10ZXN0cy0wMTIzNDU2Nzg5YWI'
  const issue = (key: string) =>
    createApp().fetch(
      new Request('https://laurel.example/v1/credentials', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ achievementId, recipient: { email: 'ada@example.org' } }),
      }),
      { ...env, KEY_ENCRYPTION_KEY: key },
      createExecutionContext(),
    )
  const refused = await issue(KEY_ENCRYPTION_KEY)
  expect(refused.status).toBe(503)
  expect(await refused.text()).toContain('KEY_ENCRYPTION_KEY')
  expect((await issue(`${KEY_ENCRYPTION_KEY},${env.KEY_ENCRYPTION_KEY}`)).status).toBe(201)
})
