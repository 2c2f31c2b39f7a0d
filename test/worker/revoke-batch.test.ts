/** Revoking many credentials in one request. */
import { expect, test } from 'vitest'
import { call } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

const issueFor = async ({ token }: TestIssuer, count: number): Promise<string[]> => {
  const achievementId = await makeAchievement(token)
  const items = Array.from({ length: count }, (_, n) => ({
    achievementId,
    recipient: { email: `learner-${n}@example.org` },
  }))
  const { body } = await call('POST', '/v1/credentials/batch', { token, body: { items } })
  return body.items.map(({ credential }: { credential: { id: string } }) => credential.id)
}
const revoke = ({ token }: TestIssuer, body: object) =>
  call('POST', '/v1/credentials/revoke', { token, body })

test('each is revoked or refused on its own, in order, and only the issuer’s; again changes nothing', async () => {
  const issuer = await makeIssuer()
  const stranger = await makeIssuer('Stranger')
  const own = await issueFor(issuer, 7)
  const [foreign = ''] = await issueFor(stranger, 1)
  const ids = [...own.slice(0, 3), foreign, 'unknown', ...own.slice(3, 6)]
  const { status, body } = await revoke(issuer, { ids, reason: 'Issued by mistake.' })
  expect([status, body.revoked, body.refused]).toEqual([200, 6, 2])
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids)
  expect(body.items[0].credential).toMatchObject({ state: 'revoked', stateReason: 'Issued by mistake.' })
  for (const index of [3, 4])
    expect(body.items[index]).toMatchObject({
      index,
      outcome: 'refused',
      problem: { code: 'not-found', instance: `/ids/${index}` },
    })
  const stateOf = async (id: string, { token }: TestIssuer) =>
    (await call('GET', `/v1/credentials/${id}`, { token })).body.state
  expect(await stateOf(foreign, stranger)).toBe('active')
  expect(await stateOf(own[6] ?? '', issuer)).toBe('active')
  const again = await revoke(issuer, { ids, reason: 'Another reason.' })
  expect([again.body.revoked, again.body.items[0].credential]).toEqual([6, body.items[0].credential])
})

test.each<[string, object, string]>([
  ['none', { ids: [] }, '/ids'],
  ['too many', { ids: Array.from({ length: 501 }, (_, n) => `${n}`) }, '/ids'],
  ['one twice', { ids: ['a', 'a'] }, '/ids'],
])('%s is refused, and where', async (_name, body, pointer) => {
  const refused = await revoke(await makeIssuer(), body)
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer])
})
