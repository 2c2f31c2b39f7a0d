/** Selects parts of a compact JSON-LD document by JSON Pointer (vc-di-ecdsa, section 3.4.12). Pure. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import { SecuringError } from '../securing-error.ts'

const MAX_POINTERS = 500

/** Undefined where nothing is selected. Ids and types above a selected part come with it. Throws SecuringError. */
export function selectByPointers(document: JsonObject, pointers: string[]): JsonObject | undefined {
  if (pointers.length === 0) return undefined
  if (pointers.length > MAX_POINTERS)
    throw new SecuringError('pointer-not-found', `${pointers.length} pointers`)
  const paths = pointers.map((pointer) => ({ pointer, path: parsePointer(pointer) }))
  if (paths.some(({ path }) => path.length === 0)) return structuredClone(document)
  const { '@context': context = [] } = document
  const selection: JsonObject = { '@context': context, ...idAndType(document) }
  for (const { pointer, path } of paths) selectPath(document, selection, path, pointer)
  return dense(selection) as JsonObject
}

function selectPath(document: JsonObject, selection: JsonObject, path: string[], pointer: string): void {
  let source: JsonValue = document
  let target: JsonValue = selection
  for (const [depth, step] of path.entries()) {
    const next = childOf(source, step)
    if (next === undefined) throw new SecuringError('pointer-not-found', pointer)
    const isLast = depth === path.length - 1
    const existing: JsonValue | undefined = childOf(target, step)
    const chosen: JsonValue = isLast
      ? wholeOf(next, existing)
      : (existing ?? (Array.isArray(next) ? [] : idAndType(next)))
    setChild(target, step, chosen)
    source = next
    target = chosen
  }
}

function wholeOf(value: JsonValue, existing: JsonValue | undefined): JsonValue {
  return isJsonObject(value) && isJsonObject(existing)
    ? { ...existing, ...structuredClone(value) }
    : structuredClone(value)
}

function childOf(parent: JsonValue, step: string): JsonValue | undefined {
  if (Array.isArray(parent)) return /^(0|[1-9]\d{0,5})$/.test(step) ? parent[Number(step)] : undefined
  return isJsonObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined
}

function setChild(parent: JsonValue, step: string, value: JsonValue): void {
  if (Array.isArray(parent)) parent[Number(step)] = value
  else if (isJsonObject(parent))
    Object.defineProperty(parent, step, { value, enumerable: true, configurable: true, writable: true })
}

/** Non-blank ids and types frame a node, whatever of it is shown. */
function idAndType(node: JsonValue): JsonObject {
  if (!isJsonObject(node)) return {}
  const { id, type } = node
  return {
    ...(typeof id === 'string' && !id.startsWith('_:') ? { id } : {}),
    ...(type === undefined ? {} : { type }),
  }
}

function dense(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(dense)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === '@context' ? member : dense(member)]),
  )
}

/** RFC 6901. */
function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw new SecuringError('pointer-not-found', pointer)
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
