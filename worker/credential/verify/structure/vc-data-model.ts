/** What W3C Verifiable Credentials Data Model 2.0 (sections 4 and 5) and 1.1 ask of a credential's form. Pure. */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import { isDateTimeStamp, isDateTimeWithoutZone, timeOf } from '../date-time.ts'
import { problem } from '../problem.ts'
import type { Problem } from '../report.ts'
import { Fields, isUrl } from './fields.ts'

export const VC2_CONTEXT = 'https://www.w3.org/ns/credentials/v2'
const VC1_CONTEXT = 'https://www.w3.org/2018/credentials/v1'

export type VcVersion = '1.1' | '2.0'

/** By the first context; null is neither. */
export function vcVersion(document: JsonObject): VcVersion | null {
  const contexts = asArray(document['@context'])
  if (contexts[0] === VC2_CONTEXT) return '2.0'
  if (contexts[0] === VC1_CONTEXT) return '1.1'
  if (contexts.includes(VC2_CONTEXT)) return '2.0'
  return contexts.includes(VC1_CONTEXT) ? '1.1' : null
}

export function credentialProblems(credential: JsonObject, version: VcVersion): Problem[] {
  const problems: Problem[] = []
  const fields = new Fields(credential, problems)
  checkContext(credential, version, problems)
  fields.type(['VerifiableCredential'])
  fields.optional('id', isUrl, 'one URL')
  checkIssuer(fields)
  checkSubjects(fields)
  if (version === '2.0') checkDates2(fields)
  else checkDates1(fields)
  checkTypedObjects(fields, version)
  if (version === '2.0') {
    for (const property of ['name', 'description']) checkLanguageValue(fields, property)
    checkRelatedResources(fields)
  }
  return problems
}

/** Also for presentations: both begin with the base context. */
export function checkContext(document: JsonObject, version: VcVersion, problems: Problem[]): void {
  const context = document['@context']
  const expected = version === '2.0' ? VC2_CONTEXT : VC1_CONTEXT
  const items = asArray(context)
  const processable = items.every(
    (item) => (typeof item === 'string' && isUrl(item)) || (isJsonObject(item) && item !== null),
  )
  if (items[0] !== expected || !processable) {
    problems.push(problem('context-invalid', { pointer: '/@context', params: { expected } }))
  } else if (!Array.isArray(context)) {
    problems.push(problem('context-not-list', { severity: 'warning', pointer: '/@context' }))
  }
}

function checkIssuer(fields: Fields): void {
  if (!fields.required('issuer')) return
  const issuer = fields.value('issuer')
  if (typeof issuer === 'string') {
    fields.optional('issuer', isUrl, 'a URL, or an object with an id')
    return
  }
  if (!isJsonObject(issuer)) {
    fields.add('property-invalid', 'issuer', { expected: 'a URL, or an object with an id' })
    return
  }
  for (const object of fields.objects('issuer')) {
    if (object.required('id')) object.optional('id', isUrl, 'a URL')
    for (const property of ['name', 'description']) checkLanguageValue(object, property)
  }
}

function checkSubjects(fields: Fields): void {
  if (!fields.required('credentialSubject')) return
  if (asArray(fields.value('credentialSubject')).length === 0)
    fields.add('property-empty', 'credentialSubject')
  for (const subject of fields.objects('credentialSubject')) {
    if (subject.keys().length === 0) fields.add('property-empty', 'credentialSubject')
    subject.optional('id', isUrl, 'one URL')
  }
}

/** A date that is null is absent, as JSON-LD has it: Open edX writes them so. */
function checkDates2(fields: Fields): void {
  for (const property of ['validFrom', 'validUntil']) {
    const value = fields.value(property) ?? undefined
    if (value !== undefined && !isDateTimeStamp(value)) fields.add('date-invalid', property)
  }
  checkOrder(fields, 'validFrom', 'validUntil')
}

function checkDates1(fields: Fields): void {
  if (!fields.has('validFrom')) fields.required('issuanceDate')
  for (const property of ['issuanceDate', 'expirationDate', 'validFrom', 'validUntil']) {
    const value = fields.value(property) ?? undefined
    if (value === undefined || isDateTimeStamp(value)) continue
    if (isDateTimeWithoutZone(value)) fields.add('date-without-time-zone', property, {}, 'warning')
    else fields.add('date-invalid', property)
  }
  checkOrder(fields, 'issuanceDate', 'expirationDate')
}

function checkOrder(fields: Fields, from: string, until: string): void {
  const validFrom = fields.value(from)
  const validUntil = fields.value(until)
  if (timeOf(validFrom) > timeOf(validUntil)) {
    fields.add('dates-out-of-order', until, { validFrom: String(validFrom), validUntil: String(validUntil) })
  }
}

/** Section 4.5: these are objects with a type; some need an id that is a URL. */
function checkTypedObjects(fields: Fields, version: VcVersion): void {
  const needsId = new Set(version === '2.0' ? ['credentialSchema'] : ['credentialSchema', 'refreshService'])
  for (const property of [
    'credentialStatus',
    'credentialSchema',
    'refreshService',
    'termsOfUse',
    'evidence',
    'proof',
  ]) {
    for (const object of fields.objects(property)) {
      object.type()
      if (needsId.has(property)) object.required('id')
      object.optional('id', isUrl, 'one URL')
    }
  }
}

/** Section 11.1: a text, or language value objects with nothing else in them. */
function checkLanguageValue(fields: Fields, property: string): void {
  fields.optional(
    property,
    (value) =>
      asArray(value).every((item) => typeof item === 'string' || isLanguageValue(item)) && value !== null,
    'a text, or a text with its language',
  )
}

function isLanguageValue(value: JsonValue): boolean {
  if (!isJsonObject(value) || typeof value['@value'] !== 'string') return false
  return Object.entries(value).every(
    ([key, part]) => ['@value', '@language', '@direction'].includes(key) && typeof part === 'string',
  )
}

/** Section 5.3. That the digests are right is a check of its own. */
function checkRelatedResources(fields: Fields): void {
  const seen = new Set<JsonValue>()
  for (const resource of fields.objects('relatedResource')) {
    if (resource.required('id')) resource.optional('id', isUrl, 'a URL')
    const id = resource.value('id')
    if (id !== undefined && seen.has(id)) resource.add('property-invalid', 'id', { expected: 'unique' })
    if (id !== undefined) seen.add(id)
    const digests = ['digestSRI', 'digestMultibase'].filter((property) => resource.has(property))
    if (digests.length === 0) resource.add('property-missing', 'digestSRI')
    for (const property of digests)
      resource.optional(property, (value) => typeof value === 'string', 'a digest')
  }
}
