/**
 * OpenAPI 3.1 from the zod schemas that gate the requests. A schema with `.meta({ id: 'Name' })` becomes a named
 * component; others stand inline. Pure.
 */
import * as z from 'zod/mini'
import type { Operation } from '../openapi.ts'
import { REFUSALS, type RefusalCode } from '../problem.ts'

type Json = Record<string, unknown>

export function buildOpenApi(operations: readonly Operation[], origin: string): Json {
  const schemas: Json = { Problem: PROBLEM_SCHEMA }
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = paths[operation.path] ?? {}
    path[operation.method] = operationObject(operation, schemas)
    paths[operation.path] = path
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Laurel',
      version: '1',
      summary: 'Issue, publish, revoke, stack and verify micro-credentials (Open Badges 3.0).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: origin }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of one issuer.' },
        operator: { type: 'http', scheme: 'bearer', description: "The deployment's operator token." },
      },
    },
  }
}

function operationObject(operation: Operation, schemas: Json): Json {
  const { request, query } = operation
  const parameters = [
    ...pathParameters(operation.path),
    ...(query === undefined ? [] : queryParameters(query, schemas)),
    ...headerParameters(operation),
  ]
  return {
    tags: [operation.tag],
    operationId: operationId(operation),
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: security(operation.access),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(request === undefined ? {} : { requestBody: { required: true, content: content(request, schemas) } }),
    responses: together(successes(operation, schemas), refusals(operation)),
  }
}

function operationId({ method, path }: Operation): string {
  const words = path.split('/').flatMap((part) => part.replace(/[{}]/g, '').split(/[^A-Za-z0-9]+/))
  return [method, ...words].filter(Boolean).join('-')
}

function security(access: Operation['access']): Json[] {
  if (access === 'public') return []
  if (access === 'operator') return [{ operator: [] }]
  if (typeof access === 'object') return [{ operator: [] }, { apiKey: [access.operatorOr] }]
  return [{ apiKey: [access] }]
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: z.ZodMiniObject, schemas: Json): Json[] {
  return Object.entries(query.shape).map(([name, schema]) => {
    const field = schema as z.ZodMiniType
    const description = z.globalRegistry.get(field)?.description
    return {
      name,
      in: 'query',
      required: !field.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: jsonSchema(field, schemas),
    }
  })
}

function headerParameters({ requestHeaders = {}, idempotent = false }: Operation): Json[] {
  const headers: NonNullable<Operation['requestHeaders']> = idempotent
    ? {
        'Idempotency-Key': {
          description:
            'Any text of 1 to 255 visible characters, new for each thing to create. A repeated request with the same key creates nothing and gets the first answer.',
        },
        ...requestHeaders,
      }
    : requestHeaders
  return Object.entries(headers).map(([name, { description, required = false }]) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  }))
}

function content(
  { schema, mediaTypes = ['application/json'], example }: NonNullable<Operation['request']>,
  schemas: Json,
): Json {
  const media = {
    ...(schema === undefined ? {} : { schema: jsonSchema(schema, schemas) }),
    ...(example === undefined ? {} : { example }),
  }
  return Object.fromEntries(mediaTypes.map((type) => [type, media]))
}

/** One status may answer in two forms: a report, or a refusal. */
function together(successes: Json, refusals: Json): Json {
  const both = Object.keys(successes).filter((status) => status in refusals)
  const joined = both.map((status) => {
    const [answer, refusal] = [successes[status], refusals[status]] as {
      description: string
      content?: Json
    }[]
    const description = `${answer?.description} Or: ${refusal?.description}`
    return [status, { description, content: { ...answer?.content, ...refusal?.content } }]
  })
  return { ...successes, ...refusals, ...Object.fromEntries(joined) }
}

function successes({ responses }: Operation, schemas: Json): Json {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, schema, mediaTypes }]) => {
      if (schema === undefined && mediaTypes === undefined) return [status, { description }]
      const body = {
        ...(schema === undefined ? {} : { schema }),
        ...(mediaTypes === undefined ? {} : { mediaTypes }),
      }
      return [status, { description, content: content(body, schemas) }]
    }),
  )
}

function refusals({ access, path, request, query, refusals: own = [], idempotent = false }: Operation): Json {
  const codes = new Set<RefusalCode>(own)
  if (access !== 'public') codes.add('unauthenticated')
  if (access !== 'public' && access !== 'operator') codes.add('forbidden')
  if (path.includes('{')) codes.add('not-found')
  if (request !== undefined) {
    codes.add('body-too-large')
    if (request.schema !== undefined) codes.add('malformed-json').add('unsupported-media-type')
  }
  if (request?.schema !== undefined || query !== undefined)
    codes.add(path.startsWith('/vc-api/') ? 'invalid-input' : 'invalid-request')
  if (idempotent) codes.add('idempotency-key-reused')
  const byStatus = new Map<number, RefusalCode[]>()
  for (const code of codes) {
    const { status } = REFUSALS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `${REFUSALS[code].title} (\`${code}\`).`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** Named schemas go to `components`, and references with them. */
function jsonSchema(schema: z.ZodMiniType, schemas: Json): unknown {
  const whole = z.toJSONSchema(z.object({ root: schema }), {
    io: 'input',
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as { $defs?: Json; properties?: Json }
  for (const [name, definition] of Object.entries(whole.$defs ?? {}))
    schemas[name] = withComponentReferences(definition)
  return withComponentReferences(whole.properties?.root)
}

function withComponentReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentReferences)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => !(key === 'id' && typeof member === 'string'))
      .map(([key, member]) => [
        key,
        key === '$ref' && typeof member === 'string'
          ? member.replace('#/$defs/', '#/components/schemas/')
          : withComponentReferences(member),
      ]),
  )
}

const PROBLEM_SCHEMA = {
  description: 'RFC 9457 problem details. Branch on `code`.',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', enum: [...Object.keys(REFUSALS), 'internal-error'] },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901 JSON Pointer; `?name` for a query parameter.' },
          detail: { type: 'string' },
        },
      },
    },
  },
}
