import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createApp } from '../../worker/app.ts'

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
