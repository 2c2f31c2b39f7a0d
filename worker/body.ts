/**
 * The gate for request bodies and queries: bounded reading, JSON, then a zod schema. What passes is typed; what does not is a
 * Refusal with a pointer to each fault. Schemas are strict: an unknown field is named, not dropped.
 */
import type { Context, MiddlewareHandler } from 'hono'
import type * as z from 'zod/mini'
import type { AppEnv } from './app-env.ts'
import { readBounded } from './credential/bytes.ts'
import { JSON_LIMITS, type JsonFault, parseJson } from './credential/parse-json.ts'
import { faultWords } from './fault-words.ts'
import { type FieldError, Refusal } from './problem.ts'

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024

/** More faults than this help nobody. */
const MAX_ERRORS = 50

/** Reads at most `maxBytes`, whatever Content-Length claims; more is refused with `body-too-large`. */
export async function readBody(c: Context, maxBytes: number = DEFAULT_MAX_BODY_BYTES): Promise<Uint8Array> {
  const tooLarge = () =>
    new Refusal('body-too-large', `At most ${maxBytes} bytes are read here. Send less, or split it.`)
  const announced = c.req.header('content-length')
  if (Number(announced ?? 0) > maxBytes) throw tooLarge()
  // HTTP ends a body where its Content-Length says, so that it can be read in one step.
  if (announced !== undefined) {
    const whole = new Uint8Array(await c.req.raw.arrayBuffer())
    if (whole.byteLength > maxBytes) throw tooLarge()
    return whole
  }
  const body = await readBounded(c.req.raw.body, maxBytes)
  if (body === null) throw tooLarge()
  return body
}

/** The media type without parameters, lower case. */
export function mediaType(c: Context): string {
  return (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** JSON of a bounded body, still unknown. Refuses other media types, broken UTF-8 and what is not strictly JSON. */
export async function readJson(c: Context, maxBytes?: number): Promise<unknown> {
  const type = mediaType(c)
  if (type !== 'application/json' && !type.endsWith('+json'))
    throw new Refusal('unsupported-media-type', 'Send the body with Content-Type: application/json.', {
      headers: { Accept: 'application/json' },
    })
  const bytes = await readBody(c, maxBytes)
  c.set('rawBody', bytes)
  if (bytes.byteLength === 0)
    throw new Refusal('malformed-json', 'The body is empty; a JSON object is needed.')
  const text = decodeUtf8(bytes)
  const parsed = parseJson(text, {
    ...JSON_LIMITS,
    maxLength: maxBytes ?? DEFAULT_MAX_BODY_BYTES,
  })
  if (parsed.ok) return parsed.value
  const detail = parsed.code === 'json-syntax' ? syntaxFault(text) : parsed.detail
  const where = detail === '' ? '' : ` (${detail})`
  throw new Refusal('malformed-json', `${JSON_FAULTS[parsed.code]}${where}.`)
}

/** What JSON.parse would let through is refused too: two readers could understand it differently. */
const JSON_FAULTS: Record<JsonFault, string> = {
  'json-syntax': 'The body is not well-formed JSON',
  'json-too-large': 'The body is too long to be read',
  'json-too-deep': 'The body is nested too deep',
  'json-duplicate-key': 'A member stands twice in the same object',
  'json-forbidden-key': 'A member has a name that is not allowed',
  'json-lone-surrogate': 'A text holds half a surrogate pair',
  'json-number-range': 'A number is too large or too exact to be kept',
}

/** Where and what, as the runtime tells it: of the caller's own body, to the caller. */
function syntaxFault(text: string): string {
  try {
    JSON.parse(text)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : ''
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new Refusal('malformed-json', 'The body is not text in UTF-8.')
  }
}

/** Middleware: the handler reads `c.req.valid('json')`. */
export function body<Schema extends z.ZodMiniType>(
  schema: () => Schema,
  { maxBytes }: { maxBytes?: number } = {},
): MiddlewareHandler<AppEnv, string, { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } }> {
  return async (c, next) => {
    const value = parse(schema, await readJson(c, maxBytes))
    c.req.addValidatedData('json', value as object)
    await next()
  }
}

/** Middleware: the handler reads `c.req.valid('query')`. A parameter given twice is refused as the array that it is. */
export function query<Schema extends z.ZodMiniType>(
  schema: () => Schema,
): MiddlewareHandler<AppEnv, string, { in: { query: z.input<Schema> }; out: { query: z.output<Schema> } }> {
  return async (c, next) => {
    const parameters = Object.fromEntries(
      Object.entries(c.req.queries()).map(([name, values]) => [
        name,
        values.length === 1 ? values[0] : values,
      ]),
    )
    const value = parse(schema, parameters, (path) => `?${path.join('.')}`)
    c.req.addValidatedData('query', value as object)
    await next()
  }
}

/** A schema as a gate anywhere else: vendors' payloads, one item of a batch. Throws `invalid-request`. */
export function parse<Schema extends z.ZodMiniType>(
  schema: () => Schema,
  value: unknown,
  name: (path: PropertyKey[]) => string = jsonPointer,
): z.output<Schema> {
  const result = schema().safeParse(value, { error: faultWords })
  if (result.success) return result.data
  const errors = fieldErrors(result.error.issues, name).slice(0, MAX_ERRORS)
  const first = errors[0] ?? { pointer: '', detail: 'It does not have the required form.' }
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more: see errors)` : ''
  throw new Refusal('invalid-request', `${first.pointer || 'The body'}: ${first.detail}${more}`, { errors })
}

/** RFC 6901. */
function jsonPointer(path: PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

type Issue = z.core.$ZodIssue

function fieldErrors(
  issues: Issue[],
  name: (path: PropertyKey[]) => string,
  base: PropertyKey[] = [],
): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        pointer: name([...path, key]),
        detail: 'This field is not known here.',
      }))
    if (issue.code === 'invalid_union') {
      // The branch that came furthest says best what is wrong.
      const branches = issue.errors.map((branch) => fieldErrors(branch, name, path))
      const best = branches.sort((a, b) => a.length - b.length)[0]
      if (best !== undefined && best.length > 0) return best
    }
    return [{ pointer: name(path), detail: issue.message }]
  })
}
