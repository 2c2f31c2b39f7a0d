/** A learner brings a badge from elsewhere: its page, the proof of the address, and what became of it; through HTTP. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Mail, MailOutcome } from '../../../worker/http/send-mail.ts'
import { call, ORIGIN } from '../../support/api.ts'
import { makeAchievement } from '../../support/api-issuer.ts'
import {
  type Academy,
  connect,
  credentialsOf,
  deps,
  eventsOf,
  makeAcademy,
  makeRule,
  publishAll,
  statesOf,
  verdictOf,
  workAll,
} from '../../support/vendor-work.ts'

const ADA = 'ada@example.org'

let theirs: Academy
beforeAll(async () => {
  theirs = await makeAcademy()
})

/** A badge of the other academy, as its JSON. */
async function badgeFor(email = ADA, achievementId = theirs.achievementId) {
  const { body } = await call('POST', '/v1/credentials', {
    token: theirs.token,
    body: { achievementId, recipient: { email } },
  })
  const text = (await call('GET', `/credentials/${body.id}`, { headers: { Accept: 'application/vc' } })).body
  return { id: body.id as string, text: typeof text === 'string' ? text : JSON.stringify(text) }
}

async function openPage(rule?: object) {
  const ours = await makeAcademy()
  const connection = await connect(ours, { kind: 'prior-learning', settings: { learnerPage: 'on' } })
  if (rule !== undefined)
    await makeRule(ours, { course: { match: 'pattern', pattern: `${theirs.did} *` }, ...rule })
  return { ours, connection, page: `/issuers/${ours.id}/prior-learning` }
}

async function send(address: string, fields: Record<string, string | File>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const response = await exports.default.fetch(
    new Request(new URL(address, ORIGIN), { method: 'POST', body: form }),
  )
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function open(address: string, init: RequestInit = {}) {
  const response = await exports.default.fetch(new Request(new URL(address, ORIGIN), init))
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** What is mailed meanwhile. */
async function mailing<Result>(work: () => Promise<Result>, outcome: MailOutcome = { ok: true }) {
  const mails: Mail[] = []
  const own = deps()
  const before = own.sendMail
  own.sendMail = async (mail) => {
    mails.push(mail)
    return outcome
  }
  try {
    return { result: await work(), mails }
  } finally {
    own.sendMail = before
  }
}

const linkIn = (mail: Mail | undefined) => {
  const url = new URL(/https:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'https://nothing.invalid')
  return url.pathname + url.search
}

/** Bring, look into the mailbox, say yes. */
async function bringAndConfirm(page: string, given: string, email = ADA) {
  const { result, mails } = await mailing(() => send(page, { given, email }))
  expect(result.status, result.text).toBe(202)
  return open(linkIn(mails[0]), { method: 'POST' })
}

/** From the holder's own page of a credential of the same address to the page where badges are brought. */
async function wayOfHolder(ours: Academy) {
  const { body } = await call('POST', '/v1/credentials', {
    token: ours.token,
    body: { achievementId: await makeAchievement(ours.token), recipient: { email: ADA } },
  })
  const { holderUrl } = (
    await call('POST', `/v1/credentials/${body.id}/holder-link`, { token: ours.token, body: {} })
  ).body
  const claim = { method: 'POST', body: new URLSearchParams({ claim: 'yes' }) }
  const holder = (await open(new URL(holderUrl).href.replace(ORIGIN, ''), claim)).text
  const way = /\/issuers\/[^"]+prior-learning\?[^"]+/.exec(holder)?.[0].replaceAll('&amp;', '&') ?? ''
  return { held: body.id as string, way }
}

describe('a learner’s own way to bring a badge', () => {
  it('is closed until the issuer opens it, and says so alike for every address', async () => {
    const ours = await makeAcademy()
    await connect(ours, { kind: 'prior-learning' })
    for (const id of [ours.id, crypto.randomUUID()]) {
      const page = await open(`/issuers/${id}/prior-learning`)
      expect(page.status).toBe(404)
      expect(page.text).toContain('No badges are brought here')
      expect((await send(`/issuers/${id}/prior-learning`, { given: 'x', email: ADA })).status).toBe(404)
    }
  })

  it('is switched on and off at the connection, which says where it is', async () => {
    const { ours, connection, page } = await openPage()
    expect(connection).toMatchObject({ learnerPage: `${ORIGIN}${page}` })
    const change = (settings: object) =>
      call('PATCH', `/v1/connections/${connection.id}`, { token: ours.token, body: { settings } })
    expect(await change({ learnerPage: 'yes' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/settings/learnerPage' }] },
    })
    expect((await open(page)).status).toBe(200)
    expect((await change({ learnerPage: 'off' })).body.learnerPage).toBeNull()
    expect((await open(page)).status).toBe(404)
  })

  it('is a page without script, that nobody keeps, indexes or frames', async () => {
    const { page } = await openPage()
    const { headers, text } = await open(`${page}?lang=de`)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(text).toContain('lang="de"')
    expect(text).toContain('Einen Badge von anderswo mitbringen')
    expect(text).toContain('noindex')
    expect(text).not.toContain('<script')
  })

  it('leads from a link in a mail to a credential that verifies, once', async () => {
    const { ours, page } = await openPage({})
    const { id, text } = await badgeFor()
    const { result, mails } = await mailing(() => send(page, { given: text, email: 'Ada@Example.org' }))
    expect(result.status).toBe(202)
    expect(result.text).toContain('Look into your mailbox')
    expect(mails).toHaveLength(1)
    expect(mails[0]?.to).toBe(ADA)
    expect(await credentialsOf(ours)).toEqual([])
    expect(await eventsOf(ours)).toEqual([])

    // Programs that look into mail open links: nothing counts by looking.
    const link = linkIn(mails[0])
    for (let look = 0; look < 2; look++) expect((await open(link)).text).toContain('Is this your badge?')
    expect(await eventsOf(ours)).toEqual([])

    const done = await open(link, { method: 'POST' })
    expect(done.status, done.text).toBe(200)
    expect(done.text).toContain('you have a new credential')
    const [credential, ...more] = await credentialsOf(ours)
    expect(more).toEqual([])
    expect(done.text).toContain(`/credentials/${credential.id}/holder?key=`)
    expect(await verdictOf(credential.id)).toBe('valid')
    const claim =
      /\/credentials\/[^"]+\/holder\?key=[^"]+/.exec(done.text)?.[0].replaceAll('&amp;', '&') ?? ''
    expect((await open(claim)).status).toBe(200)

    for (const method of ['GET', 'POST']) {
      const again = await open(link, { method })
      expect(again.status).toBe(410)
      expect(again.text).toContain('opens nothing any more')
    }
    const [event] = await eventsOf(ours)
    const story = (await call('GET', `/v1/vendor-events/${event.id}`, { token: ours.token })).body
    expect(story.steps.map(({ step }: { step: string }) => step)).toEqual([
      'received',
      'genuine',
      'read',
      'issued',
    ])
    expect(story.awards).toMatchObject([{ credentialId: credential.id }])
    expect(JSON.parse(text).id).toContain(id)

    expect((await bringAndConfirm(page, text)).text).toContain('You have the credential for it already')
    expect(await credentialsOf(ours)).toHaveLength(1)
    expect(await statesOf(ours)).toEqual(['issued', 'duplicate'])
  })

  it('takes a link, a token and every kind of file, each as the same badge', async () => {
    const { ours } = await openPage({})
    const { way } = await wayOfHolder(ours)
    const { id, text } = await badgeFor()
    const file = async (ending: string) => {
      const request = new Request(`${ORIGIN}/credentials/${id}.${ending}`)
      return new Uint8Array(await (await exports.default.fetch(request)).arrayBuffer())
    }
    const files = await Promise.all(['png', 'svg', 'pdf', 'json', 'jwt'].map(file))
    const ways = [
      { given: `${ORIGIN}/credentials/${id}` },
      { given: new TextDecoder().decode(files.at(-1)) },
      { given: text },
      ...files.map((bytes) => ({ file: new File([bytes], 'badge') })),
    ]
    for (const given of ways)
      expect((await send(way, { ...given, email: ADA })).text).toContain('/holder?key=')
    expect(await statesOf(ours)).toEqual(['issued', ...Array(7).fill('duplicate')])
  })

  it('takes an Open Badge 2.0 from the site that hosts it, as Credly’s are, and asks that site both times', async () => {
    const SCHOOL = 'https://school.example.com'
    const documents: Record<string, object> = {
      '/assertions/1': {
        '@context': 'https://w3id.org/openbadges/v2',
        id: `${SCHOOL}/assertions/1`,
        type: 'Assertion',
        recipient: { type: 'email', hashed: false, identity: ADA },
        badge: `${SCHOOL}/badges/soil`,
        verification: { type: 'HostedBadge' },
        issuedOn: '2026-01-01T00:00:00Z',
      },
      '/badges/soil': {
        '@context': 'https://w3id.org/openbadges/v2',
        id: `${SCHOOL}/badges/soil`,
        type: 'BadgeClass',
        name: 'Soil Science',
        description: 'Knows soils.',
        image: `${SCHOOL}/soil.png`,
        criteria: { narrative: 'Dug a profile.' },
        issuer: `${SCHOOL}/issuer`,
      },
      '/issuer': {
        '@context': 'https://w3id.org/openbadges/v2',
        id: `${SCHOOL}/issuer`,
        type: 'Issuer',
        name: 'School of Soils',
        url: SCHOOL,
        email: 'a@school.example.com',
      },
    }
    const asked: string[] = []
    const network = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      const { origin, pathname } = new URL(input instanceof Request ? input.url : String(input))
      asked.push(pathname)
      const found = origin === SCHOOL ? documents[pathname] : undefined
      return found === undefined ? new Response('', { status: 404 }) : Response.json(found)
    })
    try {
      const { ours, page } = await openPage()
      const course = { match: 'exact', id: `${SCHOOL}/issuer ${SCHOOL}/badges/soil` }
      await makeRule(ours, { course })
      const { result, mails } = await mailing(() =>
        send(page, { given: `${SCHOOL}/assertions/1`, email: ADA }),
      )
      expect(result.status, result.text).toBe(202)
      asked.length = 0
      const done = await open(linkIn(mails[0]), { method: 'POST' })
      expect(done.text).toContain('you have a new credential')
      expect(asked).toContain('/assertions/1')
      const [credential] = await credentialsOf(ours)
      expect(await verdictOf(credential.id)).toBe('valid')
    } finally {
      network.mockRestore()
    }
  })

  it('needs no mail from who comes by the holder’s link of a credential of the same address', async () => {
    const { ours, page } = await openPage({})
    const { held, way } = await wayOfHolder(ours)
    expect(way).toContain(`credential=${held}`)
    expect(way.startsWith(page)).toBe(true)
    expect((await open(way)).text).toContain('no mail is needed')

    const { text } = await badgeFor()
    const { result, mails } = await mailing(() => send(way, { given: text, email: ADA }))
    expect(mails).toEqual([])
    expect(result.text).toContain('you have a new credential')
    expect(await credentialsOf(ours)).toHaveLength(2)

    // The link is of one address; for another, and with a wrong key, it proves nothing.
    const other = await badgeFor('bob@example.org')
    const forBob = await mailing(() => send(way, { given: other.text, email: 'bob@example.org' }))
    expect(forBob.result.status).toBe(202)
    expect(forBob.mails.map(({ to }) => to)).toEqual(['bob@example.org'])
    const forged = way.replace(/key=[^&]+/, 'key=AAAA')
    const more = await badgeFor(ADA, await makeAchievement(theirs.token))
    expect((await mailing(() => send(forged, { given: more.text, email: ADA }))).mails).toHaveLength(1)
    expect(await credentialsOf(ours)).toHaveLength(2)
  })

  it('gives a stranger’s holder link of another issuer no force', async () => {
    const { ours, page } = await openPage({})
    const elsewhere = await badgeFor()
    const { holderUrl } = (
      await call('POST', `/v1/credentials/${elsewhere.id}/holder-link`, { token: theirs.token, body: {} })
    ).body
    const key = new URL(holderUrl).searchParams.get('key') ?? ''
    const query = new URLSearchParams({ credential: elsewhere.id, key })
    const { result, mails } = await mailing(() =>
      send(`${page}?${query}`, { given: elsewhere.text, email: ADA }),
    )
    expect(result.status).toBe(202)
    expect(mails).toHaveLength(1)
    expect(await credentialsOf(ours)).toEqual([])
  })

  it('tells at once what does not count and why, mails nobody and keeps nothing', async () => {
    const { ours, connection, page } = await openPage({
      conditions: { completedFrom: '2099-01-01T00:00:00Z' },
    })
    const { text } = await badgeFor()
    const foreign = await makeAcademy()
    const unknown = await call('POST', '/v1/credentials', {
      token: foreign.token,
      body: { achievementId: foreign.achievementId, recipient: { email: ADA } },
    })
    const unasked = `${ORIGIN}/credentials/${unknown.body.id}`
    const cases: [Record<string, string | File>, number, string][] = [
      [{ given: text, email: ADA }, 200, 'earned too early'],
      [{ given: unasked, email: ADA }, 200, 'does not recognise'],
      [{ given: text, email: 'eve@example.org' }, 200, 'was not given to this address'],
      [{ given: text.replace(theirs.did, foreign.did), email: ADA }, 200, 'did not pass the check'],
      [{ given: 'no badge at all', email: ADA }, 200, 'not pass the check'],
      [{ given: '', email: ADA }, 422, 'Give a link, a text, or a file.'],
      [{ given: text, file: new File(['{}'], 'a.json'), email: ADA }, 422, 'not both'],
      [{ given: text, email: 'ada' }, 422, 'Give the e-mail address'],
      [{ file: new File([new Uint8Array(11 * 1_048_576)], 'a.png'), email: ADA }, 413, 'too large'],
    ]
    for (const [fields, status, told] of cases) {
      const { result, mails } = await mailing(() => send(page, fields))
      expect(result.status, told).toBe(status)
      expect(result.text).toContain(told)
      expect(mails).toEqual([])
    }
    const unreadable = await open(page, {
      method: 'POST',
      body: '{"a',
      headers: { 'Content-Type': 'text/x' },
    })
    expect(unreadable.status).toBe(422)
    expect(await eventsOf(ours)).toEqual([])
    const kept = env.DB.prepare('SELECT 1 FROM badge_confirmations WHERE connection_id = ?1').bind(
      connection.id,
    )
    expect(await kept.first()).toBeNull()
  })

  it('looks at the badge once more when the link is opened: revoked since, it does not count', async () => {
    const { ours, page } = await openPage({})
    const { id, text } = await badgeFor()
    const { mails } = await mailing(() => send(page, { given: text, email: ADA }))
    await call('POST', `/v1/credentials/${id}/revoke`, { token: theirs.token, body: {} })
    await publishAll()
    const done = await open(linkIn(mails[0]), { method: 'POST' })
    expect(done.text).toContain('did not pass the check')
    expect(await credentialsOf(ours)).toEqual([])
  })

  it('keeps neither the address nor the token in clear, and both no longer than half an hour', async () => {
    const { page } = await openPage({})
    const { text } = await badgeFor()
    const { mails } = await mailing(() => send(page, { given: text, email: ADA }))
    const link = linkIn(mails[0])
    const token = new URL(link, ORIGIN).searchParams.get('token') ?? ''
    const { results } = await env.DB.prepare('SELECT * FROM badge_confirmations').all()
    expect(results.length).toBeGreaterThan(0)
    expect(JSON.stringify(results)).not.toContain('example.org')
    expect(JSON.stringify(results)).not.toContain(token)
    vi.useFakeTimers({ now: Date.now() + 31 * 60_000, toFake: ['Date'] })
    try {
      expect((await open(link, { method: 'POST' })).status).toBe(410)
    } finally {
      vi.useRealTimers()
    }
  })

  it('opens a link once, also when it is pressed twice at the same moment', async () => {
    const { ours, page } = await openPage({})
    const { text } = await badgeFor()
    const { mails } = await mailing(() => send(page, { given: text, email: ADA }))
    const pressed = await Promise.all([1, 2, 3, 4].map(() => open(linkIn(mails[0]), { method: 'POST' })))
    expect(pressed.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await credentialsOf(ours)).toHaveLength(1)
    expect(await eventsOf(ours)).toHaveLength(1)
  })

  it('is taken though the work on it breaks off; it goes on by itself, and can be asked after', async () => {
    const { ours, page } = await openPage({})
    const { text } = await badgeFor()
    const { mails } = await mailing(() => send(page, { given: text, email: ADA }))
    const { pathways } = deps()
    const broken = vi.spyOn(pathways, 'countingTowards').mockRejectedValue(new Error('D1_ERROR: too many'))
    const done = await open(linkIn(mails[0]), { method: 'POST' })
    broken.mockRestore()
    expect(done.status).toBe(200)
    expect(done.text).toContain('being worked on')
    await workAll()
    expect(await credentialsOf(ours)).toHaveLength(1)
    expect((await bringAndConfirm(page, text)).text).toContain('You have the credential for it already')
  })

  it('opens a link at its own issuer only', async () => {
    const [one, other] = [await openPage({}), await openPage({})]
    const { text } = await badgeFor()
    const { mails } = await mailing(() => send(one.page, { given: text, email: ADA }))
    const link = linkIn(mails[0]).replace(one.ours.id, other.ours.id)
    expect((await open(link, { method: 'POST' })).status).toBe(410)
    expect(await credentialsOf(other.ours)).toEqual([])
  })

  it('says that it waits for approval, and then what was decided', async () => {
    const { ours, page } = await openPage({ holdForApproval: true })
    const { text } = await badgeFor()
    expect((await bringAndConfirm(page, text)).text).toContain('waiting for approval')
    const [award] = (await call('GET', '/v1/awards?state=held', { token: ours.token })).body.items
    await call('POST', `/v1/awards/${award.id}/decline`, { token: ours.token, body: { reason: 'Too old.' } })
    expect((await bringAndConfirm(page, text)).text).toContain('decided against it')
    expect(await credentialsOf(ours)).toEqual([])
  })

  it('counts towards a pathway without any rule, and says towards which', async () => {
    const { ours, page } = await openPage()
    const pathway = await call('POST', '/v1/pathways', {
      token: ours.token,
      body: {
        name: 'The way to Skipper',
        achievementId: ours.achievementId,
        requirements: {
          type: 'all',
          of: [
            {
              type: 'foreignAchievement',
              issuer: theirs.did,
              achievement: `${ORIGIN}/achievements/${theirs.achievementId}`,
            },
          ],
        },
      },
    })
    expect(pathway.status).toBe(201)
    const shown = await open(`/pathways/${pathway.body.id}`, { headers: { Accept: 'text/html' } })
    expect(shown.text).toContain(`href="${page}?lang=en"`)
    const { text } = await badgeFor()
    const done = await bringAndConfirm(page, text)
    expect(done.text).toContain('it counts')
    expect(done.text).toContain('The way to Skipper')
    await expect.poll(async () => (await credentialsOf(ours)).length, { timeout: 10_000 }).toBe(1)
  })

  it('counts by a rule that was made after it was brought first, and never anew after a revocation', async () => {
    const { ours, page } = await openPage({ conditions: { groups: ['https://nobody.example'] } })
    const { text } = await badgeFor()
    // By the issuer's own key it is kept, though no rule takes it.
    const { id: connectionId } = (await call('GET', '/v1/connections', { token: ours.token })).body.items[0]
    await call('POST', '/v1/prior-learning', {
      token: ours.token,
      body: { connectionId, email: ADA, credential: JSON.parse(text) },
    })
    await expect.poll(() => statesOf(ours)).toEqual(['rejected'])
    await makeRule(ours, { course: { match: 'pattern', pattern: `${theirs.did} *` } })
    expect((await bringAndConfirm(page, text)).text).toContain('/holder?key=')
    const [credential] = await credentialsOf(ours)
    await call('POST', `/v1/credentials/${credential.id}/revoke`, { token: ours.token, body: {} })
    expect((await bringAndConfirm(page, text)).text).toContain('took that back')
    expect(await credentialsOf(ours)).toHaveLength(1)
  })

  it('gives a badge’s id to nobody who only copies it into a badge of his own', async () => {
    const { ours, page } = await openPage({ course: { match: 'pattern', pattern: '*' } })
    const { text } = await badgeFor()
    const { id } = JSON.parse(text)
    // Another issuer of the VC API signs whatever JSON-LD it is given, with the victim's id.
    const forger = await makeAcademy()
    const copy = { ...JSON.parse(text), issuer: { id: forger.did, type: ['Profile'], name: 'Forger' } }
    delete copy.proof
    delete copy.credentialStatus
    delete copy.credentialSchema
    const signed = await call('POST', `/vc-api/issuers/${forger.id}/credentials/issue`, {
      token: forger.token,
      body: { credential: copy },
    })
    expect(signed.status, JSON.stringify(signed.body)).toBe(201)
    const forged = signed.body.verifiableCredential ?? signed.body
    expect(forged.id).toBe(id)
    await bringAndConfirm(page, JSON.stringify(forged))
    await bringAndConfirm(page, text)
    expect(await statesOf(ours)).not.toContain('duplicate')
  })

  it('checks only so much a minute for one visitor, and says so before it reads anything', async () => {
    const { ours, page } = await openPage({})
    const { text } = await badgeFor()
    const { mails } = await mailing(() => send(page, { given: text, email: ADA }))
    const limit = vi.spyOn(env.VERIFY_LIMIT, 'limit').mockResolvedValue({ success: false })
    const brought = await mailing(() => send(page, { given: text, email: ADA }))
    const pressed = await open(linkIn(mails[0]), { method: 'POST' })
    limit.mockRestore()
    expect(brought.result).toMatchObject({ status: 429, text: expect.stringContaining('Wait a minute') })
    expect(brought.mails).toEqual([])
    expect(pressed).toMatchObject({ status: 429, text: expect.stringContaining('Wait a minute') })
    expect(await credentialsOf(ours)).toEqual([])
    // The link still opens.
    expect((await open(linkIn(mails[0]), { method: 'POST' })).text).toContain('you have a new credential')
  })

  it('mails one address only so often in a day, and says so', async () => {
    const { page } = await openPage({})
    const { text } = await badgeFor()
    const { result, mails } = await mailing(async () => {
      const statuses: number[] = []
      for (let time = 0; time < 6; time++)
        statuses.push((await send(page, { given: text, email: ADA })).status)
      return statuses
    })
    expect(result).toEqual([202, 202, 202, 202, 202, 429])
    expect(mails).toHaveLength(5)
  })

  it('says it when the mail did not go out, and when no mail goes out here at all', async () => {
    const { page } = await openPage({})
    const { text } = await badgeFor()
    const failed = await mailing(() => send(page, { given: text, email: ADA }), {
      ok: false,
      kind: 'failed',
      reason: 'unreachable',
    })
    expect(failed.result.text).toContain('could not be sent')
    const own = deps()
    const { sendMail } = own
    own.sendMail = null
    try {
      expect((await open(page)).text).toContain('No mail goes out from here')
      expect((await send(page, { given: text, email: ADA })).text).toContain('No mail goes out from here')
    } finally {
      own.sendMail = sendMail
    }
  })

  it('tells nothing that differs between an address that is known here and one that is not', async () => {
    const { ours, page } = await openPage({})
    await call('POST', '/v1/credentials', {
      token: ours.token,
      body: { achievementId: ours.achievementId, recipient: { email: ADA } },
    })
    const [known, unknown] = await Promise.all(
      [ADA, 'new@example.org'].map(async (email) => {
        const { text } = await badgeFor(email)
        return (await send(page, { given: text, email })).text
      }),
    )
    expect(known).toBe(unknown)
  })

  it('shows what strangers wrote as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\u202e'
    const achievementId = await makeAchievement(theirs.token, {
      name: hostile,
      description: 'x',
      criteria: { narrative: 'x' },
    })
    const { page } = await openPage({})
    const { text } = await badgeFor(ADA, achievementId)
    const done = await bringAndConfirm(page, text)
    expect(done.text).not.toContain('<img src=x')
    expect(done.text).toContain('&lt;img')
    expect(done.text).not.toContain('\u202e')
  })
})
