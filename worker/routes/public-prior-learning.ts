/**
 * /issuers/{id}/prior-learning: where a learner brings a badge from elsewhere, and says by a mailed link that it is his. Pages
 * that need no script and no account; there where the issuer switched its connection's `learnerPage` on.
 */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { Hono } from '../hono.ts'
import { holderUrl } from '../issuing/holder-link.ts'
import { Email } from '../issuing/issue-request.ts'
import { composeConfirmation } from '../mail/compose.ts'
import { type Html, pagePolicy } from '../pages/layout.ts'
import {
  bringForm,
  confirmForm,
  type FormView,
  type PriorLearningView,
  type TellingView,
  telling,
} from '../pages/prior-learning-page.ts'
import { priorLearningTexts } from '../pages/prior-learning-texts.ts'
import { countsForNothing, failure, notRecognised } from '../pages/prior-learning-told.ts'
import { Refusal } from '../problem.ts'
import type { Connection } from '../storage/connections.ts'
import type { Issuer } from '../storage/issuers.ts'
import {
  awaitConfirmation,
  CONFIRM_WITHIN_MINUTES,
  confirmBadge,
  findConfirmation,
  type HolderProof,
  type Outcome,
  prospectOf,
  provesAddress,
  takeBadge,
} from '../vendors/bring-badge.ts'
import { type Examination, examineBadge } from '../vendors/prior-learning.ts'
import { readBadgeForm } from './badge-form.ts'
import { CREDENTIAL_ID, wordingOf } from './credential-pages.ts'
import { mayVerify } from './rate-limit.ts'

type Visit = Context<AppEnv, string>

/** An issuer's page in the visitor's language. */
interface Door {
  issuer: Issuer
  connection: Connection
  view: PriorLearningView
}

export const publicPriorLearningRoutes = new Hono<AppEnv>()

publicPriorLearningRoutes.get('/issuers/:id/prior-learning', async (c) => {
  const door = await findDoor(c)
  return door === null ? closed(c) : answer(c, bringForm({ ...door.view, way: wayOf(c) }))
})

publicPriorLearningRoutes.post('/issuers/:id/prior-learning', async (c) => {
  const door = await findDoor(c)
  if (door === null) return closed(c)
  const { view, connection } = door
  if (!(await mayVerify(c))) {
    const error = { field: null, text: view.say('error-too-many') }
    return answer(c, bringForm({ ...view, way: wayOf(c), error }), 429)
  }
  const form = await readBadgeForm(c)
  const email = form.email.toLowerCase()
  const again = (error: NonNullable<FormView['error']>, status: 413 | 422 | 429 = 422) =>
    answer(c, bringForm({ ...view, way: wayOf(c), ...form, email: form.email, error }), status)

  if (form.fault !== null)
    return again(
      { field: form.fault === 'nothing' ? 'given' : 'file', text: view.say(`error-${form.fault}`) },
      form.fault === 'too-large' ? 413 : 422,
    )
  if (!Email().safeParse(email).success) return again({ field: 'email', text: view.say('error-email') })

  const { deps } = c.var
  const examined = await examineBadge(deps, { credential: form.credential, email })
  if (!examined.recognised) return answer(c, telling(notRecognised(view, examined)))
  const prospect = await prospectOf(deps, connection, examined.event)
  const title = examined.event.title
  if (!prospect.counts) return answer(c, telling(countsForNothing(view, title, prospect.unmet)))

  const proof = proofOf(c)
  if (proof !== null && (await provesAddress(deps, connection.issuerId, proof, email)))
    return answer(c, telling(await told(c, view, await takeBadge(deps, connection, examined))))
  return askByMail(c, door, examined, again)
})

publicPriorLearningRoutes.get('/issuers/:id/prior-learning/confirm', async (c) => {
  const door = await findDoor(c)
  if (door === null) return closed(c)
  const waiting = await findConfirmation(c.var.deps, door.connection, c.req.query('token') ?? '')
  if (waiting === null) return over(c, door.view)
  const query = new URLSearchParams({ ...c.req.query(), lang: door.view.wording.language })
  const action = `${new URL(c.req.url).pathname}?${query}`
  return answer(c, confirmForm({ ...door.view, action, email: waiting.email }))
})

publicPriorLearningRoutes.post('/issuers/:id/prior-learning/confirm', async (c) => {
  const door = await findDoor(c)
  if (door === null) return closed(c)
  const { view, connection } = door
  const { deps } = c.var
  if (!(await mayVerify(c))) return answer(c, telling(failure(view, view.say('error-too-many'))), 429)
  const waiting = await findConfirmation(deps, connection, c.req.query('token') ?? '')
  const confirmed = waiting === null ? null : await confirmBadge(deps, connection, waiting)
  if (confirmed === null) return over(c, view)
  return answer(
    c,
    telling('became' in confirmed ? await told(c, view, confirmed) : notRecognised(view, confirmed)),
  )
})

/** One answer for every address, known here or not. */
async function askByMail(
  c: Visit,
  { issuer, connection, view }: Door,
  examined: Extract<Examination, { recognised: true }>,
  again: (error: NonNullable<FormView['error']>, status?: 429) => Response | Promise<Response>,
) {
  const { deps } = c.var
  const { say, wording, issuerName } = view
  if (deps.sendMail === null) return again({ field: null, text: say('no-mail', { issuer: issuerName }) })
  const { title, email } = examined.event
  try {
    const token = await awaitConfirmation(deps, connection, examined)
    const query = new URLSearchParams({ token, lang: wording.language })
    const outcome = await deps.sendMail(
      composeConfirmation({
        to: email,
        wording,
        say,
        issuerName,
        issuerEmail: issuer.profile.email,
        confirmUrl: `${deps.origin}/issuers/${issuer.id}/prior-learning/confirm?${query}`,
      }),
    )
    if (!outcome.ok) return again({ field: null, text: say('error-mail') })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'rate-limited') return again({ field: null, text: say('error-mails') }, 429)
    if (error.code !== 'body-too-large') throw error
    return answer(c, telling(failure(view, say('badge-too-large', { issuer: issuerName }))))
  }
  return answer(
    c,
    telling({
      ...view,
      outcome: 'indeterminate',
      title: say('sent-title'),
      lines: [
        say('sent', { title, issuer: issuerName, minutes: CONFIRM_WITHIN_MINUTES }),
        say('sent-nothing'),
      ],
    }),
    202,
  )
}

/** What became of a badge that was taken: the credential itself, by its holder's own link. */
async function told(
  c: Visit,
  view: PriorLearningView,
  { became, title, credentials, pathways }: Outcome,
): Promise<TellingView> {
  const { deps } = c.var
  const { say, issuerName: issuer, wording } = view
  if (became === 'declined' || became === 'revoked' || became === 'not-counted')
    return failure(view, say(became, { issuer }))
  const names = await deps.pathways.achievementNames(credentials.map(({ achievementId }) => achievementId))
  const links = credentials.map(async ({ id, achievementId }) => {
    const { linkNumber } = await deps.credentialPages.find(id)
    return {
      url: `${await holderUrl(deps, id, linkNumber)}&lang=${wording.language}`,
      title: names.get(achievementId) ?? '',
    }
  })
  return {
    ...view,
    outcome: became === 'held' || became === 'working' ? 'indeterminate' : 'success',
    title: say(`${became}-title`),
    lines: [say(became, { issuer, title })],
    credentials: await Promise.all(links),
    pathways: pathways.map(({ id, body }) => ({ url: `/pathways/${id}`, name: body.name })),
  }
}

/** The holder's link of one of the learner's credentials here, which brought him. */
function proofOf(c: Visit): HolderProof | null {
  const { credential = '', key = '' } = c.req.query()
  return new RegExp(`^${CREDENTIAL_ID}$`).test(credential) && key !== ''
    ? { credentialId: credential, key }
    : null
}

function wayOf(c: Visit): FormView['way'] {
  if (proofOf(c) !== null) return 'holder'
  return c.var.deps.sendMail === null ? 'none' : 'mail'
}

/** Null where this issuer takes no badges from learners themselves. */
async function findDoor(c: Visit): Promise<Door | null> {
  const { deps } = c.var
  const id = c.req.param('id') ?? ''
  const [connection, issuer] = await Promise.all([
    deps.vendorStores.connections.findLearnerPage(id),
    deps.issuers.find(id),
  ])
  if (connection === null || issuer === null) return null
  return { issuer, connection, view: await viewOf(c, issuer.profile.name) }
}

async function viewOf(c: Visit, issuerName: string): Promise<PriorLearningView> {
  const wording = await wordingOf(c)
  const { credential, key } = c.req.query()
  const query = new URLSearchParams({
    ...(credential === undefined || key === undefined ? {} : { credential, key }),
    lang: wording.language,
  })
  const action = `/issuers/${encodeURIComponent(c.req.param('id') ?? '')}/prior-learning?${query}`
  return { wording, say: await priorLearningTexts(c.env.ASSETS, wording), issuerName, action }
}

async function closed(c: Visit) {
  const view = await viewOf(c, '')
  const off = { ...failure(view, view.say('off')), title: view.say('off-title'), action: null }
  return answer(c, telling(off), 404)
}

function over(c: Visit, view: PriorLearningView) {
  return answer(c, telling({ ...failure(view, view.say('over')), title: view.say('over-title') }), 410)
}

function answer(c: Visit, body: Html, status: 200 | 202 | 404 | 410 | 413 | 422 | 429 = 200) {
  c.header('Content-Security-Policy', pagePolicy())
  c.header('Cache-Control', 'no-store')
  c.header('Referrer-Policy', 'no-referrer')
  return c.html(body, status)
}
