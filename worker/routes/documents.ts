/**
 * GET /v1/documents: for the verifier in a browser, the public documents that other sites do not let browsers read
 * (no CORS). Not an open proxy: https through the guarded port, only kinds of documents that verification needs, and
 * only what parses as that kind, wrapped in JSON. Never markup, script or images.
 */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { query } from '../body.ts'
import type { FetchDocument, FetchedDocument, FetchFailure } from '../credential/fetch-document.ts'
import { Hono } from '../hono.ts'
import { DOCUMENT_PURPOSES, type DocumentPurpose, textOfKind } from '../http/document-kind.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { limitVerification } from './rate-limit.ts'

const DocumentQuery = lazily(() =>
  z.strictObject({
    url: z.string().check(z.maxLength(2048), z.describe('https address.')),
    purpose: z.enum(DOCUMENT_PURPOSES).check(z.describe('What the document must be.')),
    accept: z
      .optional(z.string().check(z.maxLength(256), z.regex(/^[\w\s/+.*;=,-]+$/)))
      .check(z.describe('Accept header for the request; JSON where none is given.')),
  }),
)

const DocumentView = /* @__PURE__ */ lazily(() =>
  z
    .union([
      z.object({
        ok: z.literal(true),
        url: z.string().check(z.describe('The address that answered.')),
        status: z.int(),
        contentType: z.string(),
        text: z.string().check(z.describe('JSON or a compact token; empty where the status is an error.')),
        fetchedAt: z.string(),
        via: z.literal('edge'),
        headers: z.record(z.string(), z.string()),
      }),
      z.object({
        ok: z.literal(false),
        url: z.string(),
        reason: z.enum([
          'unreachable',
          'unresolved',
          'timeout',
          'too-large',
          'wrong-type',
          'refused',
          'offline',
        ]),
      }),
    ])
    .register(z.globalRegistry, { id: 'Document' }),
)

export type DocumentAnswer = z.infer<ReturnType<typeof DocumentView>>

export const documentRoutes = new Hono<AppEnv>()

documentRoutes.get('/', limitVerification, query(DocumentQuery), async (c) => {
  const { url, purpose, accept = 'application/json' } = c.req.valid('query')
  const answer = await fetchOfKind(c.var.deps.fetchDocument, url, purpose, accept)
  return c.json(answer, 200, { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
})

async function fetchOfKind(
  fetchDocument: FetchDocument,
  url: string,
  purpose: DocumentPurpose,
  accept: string,
): Promise<DocumentAnswer> {
  const answer = await fetchDocument({ url, purpose, accept })
  return answer.ok ? passOn(answer, purpose) : refused(answer)
}

function passOn(answer: FetchedDocument, purpose: DocumentPurpose): DocumentAnswer {
  const isGood = answer.status >= 200 && answer.status < 300
  const text = textOfKind(answer.body, purpose)
  if (isGood && text === null) return { ok: false, url: answer.url, reason: 'wrong-type' }
  const { url, status, contentType, fetchedAt, headers = {} } = answer
  return { ok: true, url, status, contentType, text: text ?? '', fetchedAt, via: 'edge', headers }
}

function refused({ url, reason }: FetchFailure): DocumentAnswer {
  return { ok: false, url, reason }
}

export const documentOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/v1/documents',
    tag: 'Verification',
    summary: 'A public document that verification in a browser needs.',
    description:
      'DID documents, keys, status lists, issuer profiles, Open Badges 2.0 objects, contexts and schemas of other sites, for browsers that those sites do not let read them. Each is parsed as what it should be before it is passed on.',
    access: 'public',
    query: DocumentQuery(),
    responses: { 200: { description: 'The document, or why there is none.', schema: DocumentView() } },
    refusals: ['rate-limited'],
  },
])
