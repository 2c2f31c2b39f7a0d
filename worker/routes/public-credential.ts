/** /credentials/{id} and /status/{id}: the signed bytes as they were signed, in the form that the caller accepts. */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { Hono } from '../hono.ts'
import { findPublicCredential } from '../issuing/find-credential.ts'
import { STATUS_LIST_TTL_SECONDS, signFromTruth } from '../issuing/status-list.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import { negotiate, publicDocument } from './public-form.ts'

const FORMS = [
  'application/vc',
  'application/vc+jwt',
  'application/vc+ld+json',
  'application/ld+json',
  'application/json',
  'application/jwt',
  'text/plain',
] as const

export const publicCredentialRoutes = new Hono<AppEnv>()

publicCredentialRoutes.get('/credentials/:file{[0-9a-f-]{36}\\.json}', async (c) =>
  signedForm(c, await findShown(c, c.req.param('file')), 'application/vc'),
)

publicCredentialRoutes.get('/credentials/:file{[0-9a-f-]{36}\\.jwt}', async (c) =>
  signedForm(c, await findShown(c, c.req.param('file')), 'application/vc+jwt'),
)

publicCredentialRoutes.get('/credentials/:id{[0-9a-f-]{36}}', async (c) => {
  const form = negotiate(c, FORMS)
  return signedForm(c, await findShown(c, c.req.param('id')), form)
})

publicCredentialRoutes.get('/status/:id', async (c) => {
  const form = negotiate(c, FORMS)
  const { deps } = c.var
  const id = c.req.param('id')
  const list = (await deps.publishedLists.get(id)) ?? (await signFromTruth(deps, id))?.published
  if (list === undefined) throw new Refusal('not-found', 'No such status list.')
  return publicDocument(c, {
    body: isJwt(form) ? list.jwtText : list.embeddedProofText,
    mediaType: form,
    version: `v${list.version}-${list.validUntilMs}`,
    maxAgeSeconds: STATUS_LIST_TTL_SECONDS,
    isNegotiated: true,
  })
})

async function findShown(c: Context<AppEnv>, file: string): Promise<CredentialRecord> {
  const credential = await findPublicCredential(c.var.deps, file.replace(/\.\w+$/, ''))
  if (credential.isWithdrawn)
    throw new Refusal('gone', 'Its holder does not show this credential at present. Ask them for a copy.')
  return credential
}

function signedForm(c: Context<AppEnv>, credential: CredentialRecord, mediaType: string): Response {
  const text = isJwt(mediaType) ? credential.jwtText : credential.embeddedProofText
  if (text === null)
    throw new Refusal('gone', 'The data of this credential was erased. Copies of it can still be verified.')
  const path = `/credentials/${credential.id}`
  return publicDocument(c, {
    body: text,
    mediaType,
    version: credential.id,
    // It never changes, but may be withdrawn or erased: nobody's copy is to outlive that.
    maxAgeSeconds: 0,
    isNegotiated: true,
    headers: {
      Vary: 'Accept, User-Agent',
      Link: `<${path}.json>; rel="alternate"; type="application/vc", <${path}.jwt>; rel="alternate"; type="application/vc+jwt"`,
    },
  })
}

function isJwt(mediaType: string): boolean {
  return /jwt$|^text\/plain$/.test(mediaType)
}

const tag = 'Public documents'
const mediaTypes = ['application/vc', 'application/vc+jwt', 'application/json']

export const publicCredentialOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/credentials/{id}',
    tag,
    summary:
      'A credential, by Accept: the signed JSON, the JWT, or its page. Also with .json or .jwt at the end.',
    access: 'public',
    responses: {
      200: { description: 'The bytes as they were signed.', mediaTypes: [...mediaTypes, 'text/html'] },
    },
    refusals: ['not-acceptable', 'gone'],
  },
  {
    method: 'get',
    path: '/status/{id}',
    tag,
    summary: 'A published BitstringStatusListCredential, with embedded proof or as VC-JWT.',
    access: 'public',
    responses: { 200: { description: 'The list.', mediaTypes } },
    refusals: ['not-acceptable'],
  },
])
