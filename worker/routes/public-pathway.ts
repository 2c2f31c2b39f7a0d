/** /pathways/{id}, and the transcript of who completed one: what a pathway takes, as a page or as JSON. A version never changes, so that who stacked by it can be re-checked. */

import type { AppEnv } from '../app-env.ts'
import type { Deps } from '../deps.ts'
import { Hono } from '../hono.ts'
import { isLeaf, leafKey, leavesOf, type Requirement } from '../issuing/pathways/requirement.ts'
import { pathwayUrl } from '../issuing/pathways/stack-request.ts'
import { signTranscript } from '../issuing/pathways/transcript.ts'
import { operations } from '../openapi.ts'
import { pagePolicy } from '../pages/layout.ts'
import { pathwayPage } from '../pages/pathway-page.ts'
import { priorLearningInvitation } from '../pages/prior-learning-invitation.ts'
import { prefersPage } from '../pages/representation.ts'
import { Refusal } from '../problem.ts'
import type { Pathway } from '../storage/pathways.ts'
import { CREDENTIAL_ID, wordingOf } from './credential-pages.ts'
import { negotiate, taggedBody } from './public-form.ts'
import { limitVerification } from './rate-limit.ts'

const MAX_AGE_SECONDS = 300
/** A browser takes it as JSON. */
const TRANSCRIPT_FORMS = [
  'application/vc',
  'application/vc+jwt',
  'application/ld+json',
  'application/json',
] as const

export const publicPathwayRoutes = new Hono<AppEnv>()

publicPathwayRoutes.get('/pathways/:id', async (c) => {
  const { deps } = c.var
  const asked = c.req.query('version')
  const version = asked !== undefined && /^\d{1,9}$/.test(asked) ? Number(asked) : undefined
  const pathway = await deps.pathways.findPublic(c.req.param('id'), version)
  // A draft is nobody's business yet.
  if (pathway === null || !pathway.body.enabled) throw new Refusal('not-found', 'No such pathway.')
  const keys = leavesOf(pathway.body.requirements).map(({ leaf }) => leafKey(leaf))
  const [issuer, names] = await Promise.all([
    deps.issuers.find(pathway.issuerId),
    deps.pathways.achievementNames([pathway.body.achievementId, ...keys]),
  ])
  if (issuer === null) throw new Refusal('not-found', 'No such pathway.')
  if (!prefersPage(c.req.header('accept'), c.req.header('user-agent'))) {
    const document = documentOf(deps, pathway, issuer.did, names)
    // Tagged by its content: the names in it change without a version.
    return taggedBody(c, JSON.stringify(document), {
      'Content-Type': 'application/json',
      'Cache-Control': `public, max-age=${MAX_AGE_SECONDS}`,
      Vary: 'Accept, User-Agent',
    })
  }
  c.header('Content-Security-Policy', pagePolicy())
  c.header('Cache-Control', 'no-cache')
  c.header('Vary', 'Accept, Accept-Language, User-Agent')
  const wording = await wordingOf(c)
  const asksElsewhere = leavesOf(pathway.body.requirements).some(
    ({ leaf }) => leaf.type === 'foreignAchievement',
  )
  return c.html(
    pathwayPage({
      pathway,
      issuer: { name: issuer.profile.name, url: issuer.profile.url ?? null },
      names,
      bring: asksElsewhere ? await priorLearningInvitation(deps, issuer, wording) : null,
      wording,
    }),
  )
})

/** Signed when it is asked for: as dear as a verification, and limited like one. */
publicPathwayRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/transcript`, limitVerification, async (c) => {
  const form = negotiate(c, TRANSCRIPT_FORMS)
  const isJwt = form === 'application/vc+jwt'
  const text = await signTranscript(c.var.deps, c.req.param('id'), isJwt ? 'jwt' : 'embedded')
  const file = `transcript-${c.req.param('id')}.${isJwt ? 'jwt' : 'json'}`
  return c.body(text, 200, {
    'Content-Type': form,
    'Content-Disposition': `inline; filename="${file}"`,
    'Cache-Control': 'no-store',
    Vary: 'Accept',
  })
})

/** Achievements by their URLs, as they stand in credentials. */
function documentOf({ origin }: Deps, pathway: Pathway, did: string, names: ReadonlyMap<string, string>) {
  const { id, version, body, updatedAt, archivedAt } = pathway
  const achievement = (achievementId: string) => ({
    id: `${origin}/achievements/${achievementId}`,
    name: names.get(achievementId) ?? '',
  })
  const written = (requirement: Requirement): object => {
    if (!isLeaf(requirement)) return { ...requirement, of: requirement.of.map(written) }
    if (requirement.type === 'foreignAchievement') return requirement
    const { achievementId, ...terms } = requirement
    return { ...terms, achievement: achievement(achievementId) }
  }
  return {
    id: pathwayUrl(origin, id, version),
    version,
    name: body.name,
    ...(body.description === undefined ? {} : { description: body.description }),
    issuer: did,
    achievement: achievement(body.achievementId),
    requirements: written(body.requirements),
    updatedAt,
    archivedAt,
  }
}

export const publicPathwayOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/pathways/{id}',
    tag: 'Public documents',
    summary:
      'A pathway: what it takes and what it earns. Its newest version, or ?version=. A page for browsers.',
    access: 'public',
    responses: { 200: { description: 'The pathway.', mediaTypes: ['application/json', 'text/html'] } },
  },
  {
    method: 'get',
    path: '/credentials/{id}/transcript',
    tag: 'Public documents',
    summary: 'The CLR 2.0 of a stacked credential, with the credentials inside that it is made of.',
    description:
      'Signed by the issuer when it is asked for. What its holder withdrew, what was erased, and badges from elsewhere are not in it: then it says `partial`.',
    access: 'public',
    responses: { 200: { description: 'The record.', mediaTypes: ['application/vc', 'application/vc+jwt'] } },
    refusals: ['gone', 'not-acceptable', 'rate-limited', 'conflict'],
  },
])
