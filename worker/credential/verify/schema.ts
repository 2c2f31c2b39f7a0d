/**
 * The check `schema`: each credentialSchema that we know how to apply, fetched and applied without code generation.
 * A credential that does not fit what its issuer promised is malformed; a schema that cannot be had says nothing.
 */
import type { OutputUnit, Schema, SchemaDraft } from '@cfworker/json-schema'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { parseDocument } from '../status/parse-document.ts'
import { check, isProven } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import { digestFit } from './related-resource.ts'
import type { Check, Source } from './report.ts'
import { type BoundedSchema, boundedSchema, MAX_PLACES_IN_ALL } from './schema-bounds.ts'
import { isUrl } from './structure/fields.ts'

const MAX_SCHEMAS = 6
/** A schema within a signed credential (W3C VC JSON Schema, section 2.2). */
const SIGNED = 'JsonSchemaCredential'
const KNOWN = ['1EdTechJsonSchemaValidator2019', 'JsonSchema', 'JsonSchemaValidator2018', SIGNED]

export async function checkSchemas(examination: Examination): Promise<Check[]> {
  const schemas = asArray(examination.document.credentialSchema).filter(isJsonObject).slice(0, MAX_SCHEMAS)
  if (schemas.length === 0) return [check('schema', 'skipped')]
  return Promise.all(
    schemas.map((entry, index) => checkSchema(entry, `credentialSchema/${index}`, examination)),
  )
}

async function checkSchema(entry: JsonObject, subject: string, examination: Examination): Promise<Check> {
  const { run } = examination
  const type = asArray(entry.type).map(String).join(', ')
  const url = entry.id
  const open = (problems: Check['problems'], sources: Source[] = []) =>
    check('schema', 'indeterminate', {
      subject,
      critical: false,
      problems,
      sources,
      facts: { type, url: url ?? null },
    })
  if (!KNOWN.some((known) => asArray(entry.type).includes(known)) || !isUrl(url)) {
    return open([problem('schema-type-unknown', { severity: 'warning', params: { type } })])
  }
  const isSigned = asArray(entry.type).includes(SIGNED)
  const accept = isSigned
    ? 'application/vc, application/vc+jwt, application/json;q=0.9'
    : 'application/schema+json, application/json;q=0.9, */*;q=0.1'
  const answer = await run.fetchDocument({ url, purpose: 'schema', accept })
  if (!answer.ok || answer.status !== 200) {
    const reason = answer.ok ? `HTTP ${answer.status}` : answer.reason
    return open([problem('schema-unreachable', { severity: 'warning', params: { url, reason } })])
  }
  const sources = [{ url: answer.url, via: answer.via, at: answer.fetchedAt }]
  if ((await digestFit(entry, answer.body)) === 'differs') {
    const problems = [problem('related-resource-mismatch', { params: { url } })]
    return check('schema', 'failure', { subject, sources, problems, facts: { type, url } })
  }
  const received = parseDocument(answer.body)
  const schema = isSigned ? await schemaWithin(received, url, examination) : received
  if (schema === 'unproven') {
    return open([problem('schema-unproven', { severity: 'warning', params: { url } })], sources)
  }
  const bounded = isJsonObject(schema) ? boundedSchema(schema) : null
  const detail = bounded && (await mismatch(bounded, draftOf(bounded.schema, type), examination))
  if (bounded === null || detail === undefined) {
    return open([problem('schema-malformed', { severity: 'warning', params: { url } })], sources)
  }
  const facts = { type, url }
  if (detail === null) return check('schema', 'success', { subject, sources, facts })
  return check('schema', 'failure', {
    subject,
    sources,
    facts,
    problems: [problem('schema-mismatch', { params: { url, detail: detail ?? '' } })],
  })
}

/** The schema that a JsonSchemaCredential carries; `unproven` where nothing shows that it is its issuer's, and in force. */
async function schemaWithin(
  received: JsonObject | string | null,
  url: string,
  examination: Examination,
): Promise<JsonValue | undefined> {
  if (received === null) return undefined
  if (!examination.run.takeNested()) return 'unproven'
  const { report, document } = await examination.verifyNested(received, 'in-force')
  if (!isProven(report) || document.id !== url) return 'unproven'
  const subject = asArray(document.credentialSubject)[0]
  const isSchema = asArray(document.type).includes(SIGNED) && isJsonObject(subject)
  return isSchema ? subject.jsonSchema : undefined
}

function draftOf(schema: JsonObject, type: string): SchemaDraft {
  const said = String(schema.$schema ?? '')
  if (said.includes('2020-12')) return '2020-12'
  if (said.includes('2019-09') || type.includes('2019')) return '2019-09'
  if (said.includes('draft-04')) return '4'
  return said.includes('draft-0') ? '7' : '2020-12'
}

/** Lists that were written as one value, as JSON-LD compaction does, are read as lists: schemas before 2025 miss that. */
const MAX_LISTS = 20

/** null: it fits. undefined: the schema cannot be applied. Else what is wrong, in short. */
async function mismatch(
  { schema, places }: BoundedSchema,
  draft: SchemaDraft,
  { document, run }: Examination,
): Promise<string | null | undefined> {
  // Loaded only for a credential that names a schema: in a browser it is a tenth of the whole verifier.
  const { Validator } = await import('@cfworker/json-schema')
  try {
    const validator = new Validator(schema as Schema, draft, false)
    let subject = document
    for (let lists = 0; lists <= MAX_LISTS; lists++) {
      if (!run.takePlaces(places, MAX_PLACES_IN_ALL)) return undefined
      const { valid, errors } = validator.validate(subject)
      if (valid) return null
      const single = errors.find(({ keyword, error }) => keyword === 'type' && /Expected "array"/.test(error))
      const listed = single && withList(subject, single.instanceLocation)
      if (!listed) return describe(errors.at(-1) ?? errors[0])
      subject = listed
    }
    return ''
  } catch {
    return undefined
  }
}

/** Where, by which rule of the schema, and the name that it is about: `/credentialSubject: required "id"`. No sentence. */
function describe(error: Pick<OutputUnit, 'instanceLocation' | 'keyword' | 'error'> | undefined): string {
  if (!error) return ''
  const name = /"[^"]*"/.exec(error.error)?.[0]
  const place = error.instanceLocation.replace(/^#/, '') || '/'
  return [`${place}: ${error.keyword}`, name].filter(Boolean).join(' ')
}

/** A copy in which the value at the location is a list of itself; undefined where there is none. */
function withList(document: JsonObject, location: string): JsonObject | undefined {
  const path = location.replace(/^#\/?/, '').split('/').map(unescapePointer)
  const copy = structuredClone(document)
  let holder: JsonValue = copy
  for (const part of path.slice(0, -1)) {
    const next: JsonValue | undefined = memberOf(holder, part)
    if (next === undefined) return undefined
    holder = next
  }
  const last = path.at(-1) ?? ''
  const value = memberOf(holder, last)
  if (!isJsonObject(holder) || value === undefined || Array.isArray(value)) return undefined
  holder[last] = [value]
  return copy
}

function memberOf(holder: JsonValue, name: string): JsonValue | undefined {
  if (Array.isArray(holder)) return holder[Number(name)]
  return isJsonObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined
}

function unescapePointer(part: string): string {
  const plain = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}
