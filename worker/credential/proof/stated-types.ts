/**
 * Whether the types that stand in JSON are those that were signed: some decide how a thing is read, the others only name it.
 * Part of misread-terms.ts. Pure.
 */
import type { Component } from '../canonicalize/n-quads.ts'
import type { JsonObject, JsonValue } from '../json.ts'
import { flat, isNamed, localName } from './stated-value.ts'

/** Types that decide how a part is read. */
export const READ_TYPE = /list|status|schema/i
/** The same of the whole; what else it calls itself is only shown. */
export const READ_OF_WHOLE =
  /list|status|schema|^(verifiable|openbadge|achievement|endorsement|clr)(credential|presentation)$/i

export function typesOf(source: JsonObject): JsonValue[] {
  return flat(source.type ?? source['@type'])
}

type Iris = readonly Component[]

/** Those of `shown`, among those that `read` picks, which were not signed. */
export function hasUnsignedType(shown: JsonValue[], signed: Iris, read: RegExp): boolean {
  const names = namesOf(signed)
  return shown.some((type) => read.test(String(type)) && !isNamed(names, type))
}

/** Whether one that decides was signed and is not shown. */
export function hasHiddenType(shown: JsonValue[], signed: Iris): boolean {
  const names = new Set(shown.map((type) => localName(`${String(type)}>`)))
  return [...namesOf(signed)].some((name) => READ_TYPE.test(name) && !names.has(name))
}

/** The first of a credential's own that no IRI tells; a presentation is shown by none. */
export function untoldType(shown: JsonValue[], signed: Iris): string | undefined {
  const names = namesOf(signed)
  if (names.has('verifiablepresentation')) return undefined
  const untold = shown.find((type) => !isNamed(names, type) && !isTitled(signed, type))
  return untold === undefined ? undefined : String(untold)
}

function namesOf(iris: Iris): Set<string> {
  return new Set(iris.map((iri) => localName(String(iri))))
}

/**
 * The same for the types that issuers invent, which are only shown: IRIs end in versions and file endings
 * ('https://example.org/EmployeeCredential/v1', '…/employee-credential.jsonld', '…#Employee').
 */
function isTitled(stated: Iris, type: JsonValue): boolean {
  const title = typeof type === 'string' ? plain(type) : ''
  return title !== '' && stated.some((iri) => titlesOf(String(iri)).includes(title))
}

function titlesOf(iri: string): string[] {
  const path = iri.slice(1, -1).replace(/^\w+:\/\/[^/]*/, '')
  const last = path.split(/[#/:?=&]/).findLast((part) => part !== '' && !/^v?[\d.-]+$/i.test(part)) ?? ''
  const name = last.replace(/\.(jsonld|json|html?)$/i, '')
  return [plain(name), plain(name.replace(/[-_.]?v\d[\d.-]*$/i, ''))]
}

function plain(name: string): string {
  return name
    .replace(/[-_.]/g, '')
    .toLowerCase()
    .replace(/credential$/, '')
}
