/** From a mail to a credential that its holder has claimed, through the application on real D1 and queue. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { createSendMail, type Mail, type MailOutcome } from '../../worker/http/send-mail.ts'
import { composeMail } from '../../worker/mail/compose.ts'
import { sendNotification, sweepNotifications } from '../../worker/mail/send-notification.ts'
import { wording } from '../../worker/pages/language.ts'
import { call } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'
import { connect, makeRule, post, workAll } from '../support/vendor-work.ts'

const EMAIL = 'ada@example.org'
const deps = createDeps(env)

let issuer: TestIssuer
let achievementId = ''
beforeAll(async () => {
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
})

async function issue(notify?: object, recipient: object = { email: EMAIL }) {
  const body = { achievementId, recipient, notify }
  return call('POST', '/v1/credentials', { token: issuer.token, body })
}
const pageOf = async (id: string) =>
  (await call('GET', `/v1/credentials/${id}/page`, { token: issuer.token })).body
const rowOf = (id: string) =>
  env.DB.prepare('SELECT * FROM notifications WHERE credential_id = ?1')
    .bind(id)
    .first<Record<string, unknown>>()

/** Sends what waits for a credential at a moment, to a mail service that answers so. */
async function attempt(id: string, outcome: MailOutcome, at = new Date(Date.now() + 1000)) {
  const sent: Mail[] = []
  const sendMail = async (mail: Mail) => {
    sent.push(mail)
    return outcome
  }
  await sendNotification({ ...deps, sendMail, clock: { now: () => at } }, id)
  return sent
}

/** Puts a mail back to waiting, as it was when it was issued: the queue may have sent it already. */
async function waiting(language = 'en') {
  const { body } = await issue()
  const credential = await deps.credentials.find(issuer.id, body.id)
  if (credential === null) throw new Error('no credential')
  const sealedAddress = await deps.vault.seal(EMAIL, `notification:${body.id}`)
  await deps.commit(
    deps.notifications.insert([
      {
        credentialId: body.id,
        issuerId: issuer.id,
        sealedAddress,
        language,
        createdAt: new Date().toISOString(),
      },
    ]),
  )
  return body.id as string
}

describe('the mail to the learner', () => {
  test('is sent after issuing by the real binding, and the address is kept no longer', async () => {
    const { status, body } = await issue({ language: 'fr' })
    expect(status).toBe(201)
    await expect
      .poll(async () => {
        await sweepNotifications({ ...deps, enqueue: () => sendNotification(deps, body.id) })
        return (await pageOf(body.id)).notification?.state
      })
      .toBe('sent')
    expect((await rowOf(body.id))?.sealed_address).toBeNull()
    expect(body.credential).not.toHaveProperty('notify')
  })

  test('stands nowhere in clear while it waits, and goes with the learner’s data', async () => {
    const id = await waiting()
    expect(JSON.stringify(await rowOf(id))).not.toContain('example.org')
    await call('DELETE', `/v1/credentials/${id}/personal-data`, { token: issuer.token })
    expect(await rowOf(id)).toBeNull()
  })

  test('says who issued what in the learner’s language, with a link that opens the holder’s page', async () => {
    const id = await waiting('de')
    const [mail] = await attempt(id, { ok: true })
    expect(mail).toMatchObject({ to: EMAIL, fromName: 'Example Academy', replyTo: 'badges@academy.example' })
    expect(mail?.subject).toContain('Nachweis')
    const link = /https:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
    expect(mail?.html).toContain(link.replaceAll('&', '&amp;'))
    const opened = await call('GET', link)
    expect(opened.status).toBe(200)
    expect(opened.body).toContain('Annehmen')
    expect((await pageOf(id)).notification.state).toBe('sent')
  })

  test('is tried again while the service fails, and given up when it refuses', async () => {
    const id = await waiting()
    expect(await attempt(id, { ok: false, kind: 'failed', reason: 'E_RATE_LIMIT_EXCEEDED' })).toHaveLength(1)
    expect((await pageOf(id)).notification).toMatchObject({
      state: 'pending',
      reason: 'E_RATE_LIMIT_EXCEEDED',
    })
    expect(await attempt(id, { ok: true })).toHaveLength(0)
    const later = new Date(Date.now() + 60_000)
    const refused: MailOutcome = { ok: false, kind: 'refused', reason: 'E_RECIPIENT_SUPPRESSED' }
    expect(await attempt(id, refused, later)).toHaveLength(1)
    expect((await pageOf(id)).notification).toMatchObject({
      state: 'failed',
      reason: 'E_RECIPIENT_SUPPRESSED',
    })
    expect((await rowOf(id))?.sealed_address).toBeNull()
  })

  test('is given up where the address can no longer be opened, and the address goes', async () => {
    const id = await waiting()
    await env.DB.prepare(
      `UPDATE notifications SET sealed_address = 'v1.gone.AAAA.AAAA' WHERE credential_id = ?1`,
    )
      .bind(id)
      .run()
    expect(await attempt(id, { ok: true })).toHaveLength(0)
    expect((await pageOf(id)).notification).toMatchObject({ state: 'failed', reason: 'address-unreadable' })
    expect((await rowOf(id))?.sealed_address).toBeNull()
  })

  test('is not sent for a credential that was revoked meanwhile', async () => {
    const id = await waiting()
    await call('POST', `/v1/credentials/${id}/revoke`, { token: issuer.token, body: {} })
    expect(await attempt(id, { ok: true })).toHaveLength(0)
    expect((await pageOf(id)).notification).toMatchObject({ state: 'failed', reason: 'revoked' })
  })

  test('is sent once more on request, but only to the address that it was issued to', async () => {
    const { body } = await issue()
    const notify = (email: string) =>
      call('POST', `/v1/credentials/${body.id}/notify`, { token: issuer.token, body: { email } })
    expect((await notify('eve@example.org')).body.errors[0].pointer).toBe('/email')
    expect(await notify('ADA@example.org')).toMatchObject({ status: 202, body: { notification: {} } })
    const other = await makeIssuer('Other Academy')
    const foreign = await call('POST', `/v1/credentials/${body.id}/notify`, {
      token: other.token,
      body: { email: EMAIL },
    })
    expect(foreign.status).toBe(404)
  })

  test('needs an address and a deployment that sends mail', async () => {
    const did = { did: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' }
    expect((await issue({}, did)).body.errors[0].pointer).toBe('/recipient/email')
    expect(createSendMail({ EMAIL: env.EMAIL } as Env)).toBeNull()
  })

  test('names in it can neither add a header nor markup', () => {
    const mail = composeMail({
      to: EMAIL,
      wording: wording(),
      issuerName: 'Evil\r\nBcc: all@example.org',
      title: '<img src=x onerror=alert(1)>',
      holderUrl: 'https://laurel.example/credentials/x/holder?key=y',
    })
    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(mail.fromName).not.toMatch(/[\r\n]/)
    expect(mail.html).not.toContain('<img')
  })

  test('tells apart what will never be taken from what may be taken later, and repeats no text of the service', async () => {
    const failing = (code: string) =>
      createSendMail({
        MAIL_FROM: 'a@laurel.example',
        EMAIL: {
          send: () => Promise.reject(Object.assign(new Error(`no ${EMAIL}`), { code })),
        } as unknown as SendEmail,
      } as Env)?.({ to: EMAIL, fromName: 'x', subject: 's', text: 't', html: 'h' })
    expect(await failing('E_RECIPIENT_SUPPRESSED')).toEqual({
      ok: false,
      kind: 'refused',
      reason: 'E_RECIPIENT_SUPPRESSED',
    })
    expect(await failing('E_INTERNAL_SERVER_ERROR')).toMatchObject({ kind: 'failed' })
    expect(await failing(`odd ${EMAIL}`)).toEqual({ ok: false, kind: 'failed', reason: 'unreachable' })
  })
})

describe('claiming', () => {
  async function holderPath(id: string) {
    const link = await call('POST', `/v1/credentials/${id}/holder-link`, { token: issuer.token, body: {} })
    const { pathname, search } = new URL(link.body.holderUrl)
    return pathname + search
  }
  const submit = (path: string, body: string) =>
    call('POST', path, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body })
  const messages = async (id: string) =>
    (
      await env.DB.prepare(`SELECT type FROM webhook_messages WHERE credential_id = ?1`)
        .bind(id)
        .all<{ type: string }>()
    ).results.filter(({ type }) => type === 'credential.claimed').length

  test('happens by the button, not by opening the link, and is told once', async () => {
    await call('POST', '/v1/webhook-endpoints', {
      token: issuer.token,
      body: { url: 'https://hooks.example/laurel', eventTypes: ['credential.claimed'] },
    })
    const { body } = await issue()
    const path = await holderPath(body.id)
    expect((await call('GET', path)).body).toContain('Claim it')
    expect((await pageOf(body.id)).claimedAt).toBeNull()
    expect(await messages(body.id)).toBe(0)

    const [first, second] = await Promise.all([submit(path, 'claim=yes'), submit(path, 'claim=yes')])
    expect(first.body).toContain('It is yours.')
    expect(second.status).toBe(200)
    const { claimedAt } = await pageOf(body.id)
    expect(Date.parse(claimedAt)).not.toBeNaN()
    expect(await messages(body.id)).toBe(1)
    await submit(path, 'claim=yes')
    expect(await pageOf(body.id)).toMatchObject({ claimedAt })
  })

  test('is refused with a wrong key like everything else there', async () => {
    const { body } = await issue()
    const answer = await submit(`/credentials/${body.id}/holder?key=wrong`, 'claim=yes')
    expect(answer.status).toBe(404)
    expect((await pageOf(body.id)).claimedAt).toBeNull()
  })

  test('leaves the holder’s choice of who sees the page as it is', async () => {
    const { body } = await issue()
    const path = await holderPath(body.id)
    await submit(path, 'claim=yes')
    await submit(path, 'visibility=public')
    await submit(path, 'claim=yes')
    expect(await pageOf(body.id)).toMatchObject({ visibility: 'public' })
  })

  test('is not offered for a credential that was taken back: the page says so, when and why', async () => {
    const { body } = await issue()
    const path = await holderPath(body.id)
    await call('POST', `/v1/credentials/${body.id}/revoke`, {
      token: issuer.token,
      body: { reason: 'Wrong <course>' },
    })
    const opened = (await call('GET', path)).body
    expect(opened).toContain('took this credential back on')
    expect(opened).toContain('Wrong &lt;course&gt;')
    expect(opened).not.toContain('Claim it')
    await submit(path, 'claim=yes')
    expect((await call('GET', path)).body).toContain('took this credential back on')
  })

  test('leads to no page and no file while the holder withdraws it: they would answer that it is gone', async () => {
    const { body } = await issue()
    const path = await holderPath(body.id)
    expect((await submit(path, 'claim=yes')).body).toContain(`${body.id}.png`)
    const withdrawn = (await submit(path, 'visibility=withdrawn')).body
    expect(withdrawn).not.toContain(`${body.id}.png`)
    expect(withdrawn).toContain('You can show it again at any time.')
    expect((await submit(path, 'visibility=unlisted')).body).toContain(`${body.id}.png`)
  })
})

describe('mails have a bound a day', () => {
  /** An issuer that may ask for two mails a day. */
  async function bounded<Result>(work: (own: TestIssuer & { achievementId: string }) => Promise<Result>) {
    const own = await makeIssuer()
    const { env: before } = deps
    deps.env = { ...env, MAILS_PER_ISSUER_A_DAY: '2' }
    try {
      return await work({ ...own, achievementId: await makeAchievement(own.token) })
    } finally {
      deps.env = before
    }
  }
  const mailed = (email: string, achievementId: string) => ({
    achievementId,
    recipient: { email },
    notify: { language: 'en' },
  })

  test('for an issuer: one more is refused with a clear problem, and nothing is issued', async () => {
    await bounded(async ({ token, achievementId }) => {
      const send = (body: object, path = '/v1/credentials') => call('POST', path, { token, body })
      expect((await send(mailed('a@example.org', achievementId))).status).toBe(201)
      const items = ['b', 'c'].map((name) => mailed(`${name}@example.org`, achievementId))
      const refused = await send({ items }, '/v1/credentials/batch')
      expect(refused.status).toBe(429)
      expect(refused.body).toMatchObject({ code: 'rate-limited' })
      expect(refused.body.detail).toContain('At most 2 mails a day')
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await send(mailed('d@example.org', achievementId))).status).toBe(201)
      expect((await send(mailed('e@example.org', achievementId))).status).toBe(429)
      const { notify: _mail, ...silent } = mailed('e@example.org', achievementId)
      const unmailed = await send(silent)
      expect(unmailed.status).toBe(201)
      const again = await send({ email: 'e@example.org' }, `/v1/credentials/${unmailed.body.id}/notify`)
      expect(again).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
      const { items: issued } = (await call('GET', '/v1/credentials', { token })).body
      expect(issued).toHaveLength(3)
    })
  })

  test('for one address: twenty', async () => {
    const own = await makeIssuer()
    const items = Array(20).fill(mailed('ada@example.org', await makeAchievement(own.token)))
    const send = (body: object) => call('POST', '/v1/credentials/batch', { token: own.token, body })
    expect((await send({ items })).body).toMatchObject({ issued: 20 })
    expect((await send({ items: items.slice(0, 1) })).body.detail).toContain('for one address')
    const others = items.slice(0, 1).map((item) => ({ ...item, recipient: { email: 'bob@example.org' } }))
    expect((await send({ items: others })).body).toMatchObject({ issued: 1 })
  })

  test('a completed course still becomes its credential, which says that it was not mailed', async () => {
    await bounded(async (own) => {
      const connection = await connect(own, { kind: 'thinkific', authenticity: { way: 'secret-url' } })
      await makeRule(own, { template: { notify: { language: 'fr' } } })
      for (const name of ['a', 'b', 'c']) {
        const learner = { email: `${name}@example.org`, first_name: 'A', last_name: 'B', id: 1 }
        const payload = {
          user: learner,
          course: { id: 7, name: 'Knots' },
          completed_at: '2026-01-01T00:00:00Z',
        }
        const event = { id: name, resource: 'enrollment', action: 'completed', payload }
        expect((await post(connection.url, JSON.stringify(event))).status).toBe(202)
        await workAll()
      }
      const { items } = (await call('GET', '/v1/credentials', { token: own.token })).body
      expect(items).toHaveLength(3)
      const pages = await Promise.all(
        items.map(({ id }: { id: string }) =>
          call('GET', `/v1/credentials/${id}/page`, { token: own.token }),
        ),
      )
      const reasons = pages.map(({ body }) => body.notification.reason)
      expect(reasons.filter((reason) => reason === 'daily-limit')).toHaveLength(1)
    })
  })
})
