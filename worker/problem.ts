/**
 * Refusals: what a caller did that we will not do, as RFC 9457 problem details. The only maker of application/problem+json.
 * Branch on `code`, never on text. Codes are one union with one exhaustive map to HTTP status and title.
 */
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

interface RefusalKind {
  status: ContentfulStatusCode
  /** The same for every occurrence; what is particular to one is in `detail`. */
  title: string
}

export const REFUSALS = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'invalid-input': { status: 400, title: 'The request does not have the form that the VC API asks for' },
  'malformed-query': { status: 400, title: 'A parameter of the address has a form that cannot be read' },
  'malformed-header': { status: 400, title: 'A header has a form that cannot be read' },
  unauthenticated: { status: 401, title: 'A credential for this API is missing or not accepted' },
  forbidden: { status: 403, title: 'This key may not do that' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method does not apply here' },
  'not-acceptable': { status: 406, title: 'None of the forms that you accept exists' },
  conflict: { status: 409, title: 'The present state does not allow it' },
  gone: { status: 410, title: 'It was here and was removed for good' },
  'precondition-failed': { status: 412, title: 'It changed since you read it' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has a type that is not read here' },
  'invalid-request': { status: 422, title: 'The request does not have the required form' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'temporarily-unavailable': { status: 503, title: 'Not possible just now' },
} as const satisfies Record<string, RefusalKind>

export type RefusalCode = keyof typeof REFUSALS

/** One thing wrong with the body: RFC 6901 pointer, '' for the whole. Query parameters are named `?name`. */
export interface FieldError {
  pointer: string
  detail: string
}

interface RefusalOptions {
  errors?: FieldError[]
  headers?: Record<string, string>
}

/** Thrown by whoever refuses; answered by the one error handler. `detail` is shown to the caller: no secrets in it. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly errors: FieldError[] | undefined
  readonly headers: Record<string, string>

  constructor(code: RefusalCode, detail: string, { errors, headers = {} }: RefusalOptions = {}) {
    super(detail)
    this.name = 'Refusal'
    this.code = code
    this.errors = errors
    this.headers = headers
  }
}

export interface ProblemDetails {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: RefusalCode | 'internal-error'
  errors?: FieldError[]
}

/** The same details without HTTP around them: for one refused item of a batch. `instance` is the item's pointer. */
export function refusalDetails(refusal: Refusal, origin: string, instance: string): ProblemDetails {
  const { status, title } = REFUSALS[refusal.code]
  return {
    type: `${origin}/problems#${refusal.code}`,
    title,
    status,
    detail: refusal.message,
    instance,
    code: refusal.code,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
  }
}

export function refusalResponse(c: Context, refusal: Refusal, origin: string): Response {
  const details = refusalDetails(refusal, origin, c.req.path)
  return problemJson(c, details, REFUSALS[refusal.code].status, refusal.headers)
}

/** Ours: nothing of the cause leaves; `requestId` leads to it in the log. */
export function internalErrorResponse(c: Context, origin: string, requestId: string): Response {
  const details: ProblemDetails = {
    type: `${origin}/problems#internal-error`,
    title: 'The fault is ours',
    status: 500,
    detail: `Something went wrong here, not in your request. Nothing was lost; it is safe to try again. Reference: ${requestId}`,
    instance: c.req.path,
    code: 'internal-error',
  }
  return problemJson(c, details, 500, {})
}

function problemJson(
  c: Context,
  details: ProblemDetails,
  status: ContentfulStatusCode,
  headers: Record<string, string>,
): Response {
  return c.body(JSON.stringify(details), status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...headers,
  })
}
