/** The served file that holds the bundled contexts: what a signature means must not change with a file. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const URL_OF_2018 = 'https://w3id.org/security/suites/ed25519-2018/v1'
const read = async () => (await import('../../worker/bundle/bundled-contexts.ts')).readBundledContext

// Each reader begins with nothing read.
beforeEach(() => vi.resetModules())
afterEach(() => vi.restoreAllMocks())

test('the file as it was built is the one that this release was built with', async () => {
  expect(await (await read())(URL_OF_2018)).toHaveProperty('@context')
})

test('one changed word in it, another release’s file and a missing one are not read', async () => {
  const built = await (await env.ASSETS.fetch('https://assets.invalid/contexts.json')).text()
  const readContext = await read()
  const answers = [
    new Response(built.replace('https://w3id.org/security#', 'https://evil.example/#'), {
      headers: { 'Content-Type': 'application/json' },
    }),
    Response.json({ [URL_OF_2018]: { '@context': { '@vocab': 'https://evil.example/' } } }),
    new Response('none', { status: 404 }),
  ]
  const served = vi.spyOn(env.ASSETS, 'fetch')
  for (const answer of answers) {
    served.mockResolvedValueOnce(answer)
    expect(await readContext(URL_OF_2018)).toBeUndefined()
  }
  expect(served).toHaveBeenCalledTimes(3)
  expect(await readContext(URL_OF_2018)).toHaveProperty('@context')
})
