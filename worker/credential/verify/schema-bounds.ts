/**
 * A schema of a stranger, made safe to apply: its work is bounded, and its regular expressions, which a matcher could
 * take for ever over, are left out. Pure.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

/** Places of the schema that applying it can reach, references followed. */
const MAX_PLACES = 20_000

/** Of all schemas that one verification applies, each as often as it does: fifty times 1EdTech's own. */
export const MAX_PLACES_IN_ALL = 400_000

export interface BoundedSchema {
  schema: JsonObject
  places: number
}

/** null: it can grow beyond bounds, or leads outside itself. */
export function boundedSchema(written: JsonObject): BoundedSchema | null {
  const schema = withoutPatterns(written) as JsonObject
  const places = placesWithin(schema, schema, new Map(), new Set())
  return places <= MAX_PLACES ? { schema, places } : null
}

/** Members that map names to schemas: their keys are names, not keywords. */
const MAPS = new Set(['properties', '$defs', 'definitions', 'dependentSchemas'])
/** Members whose value is data, not schema. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'required'])

function withoutPatterns(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutPatterns)
  if (!isJsonObject(value)) return value
  const copy: JsonObject = {}
  for (const [key, part] of Object.entries(value)) {
    if (key === 'pattern' || key === 'patternProperties') continue
    if (DATA.has(key)) copy[key] = part
    else if (MAPS.has(key) && isJsonObject(part)) {
      copy[key] = Object.fromEntries(
        Object.entries(part).map(([name, inner]) => [name, withoutPatterns(inner)]),
      )
    } else copy[key] = withoutPatterns(part)
  }
  return copy
}

/**
 * How many places a schema spreads to with its references followed; those that lead back to themselves count once, since
 * the depth of the credential (64 levels) bounds them.
 */
function placesWithin(
  node: JsonValue,
  root: JsonObject,
  known: Map<JsonValue, number>,
  open: Set<JsonValue>,
): number {
  if (typeof node !== 'object' || node === null || open.has(node)) return 1
  const before = known.get(node)
  if (before !== undefined) return before
  open.add(node)
  let places = 1
  const parts = Array.isArray(node) ? node : Object.values(node)
  for (const part of parts) places += placesWithin(part, root, known, open)
  const reference = isJsonObject(node) ? node.$ref : undefined
  if (typeof reference === 'string') {
    const target = resolve(reference, root)
    places += target === undefined ? Number.POSITIVE_INFINITY : placesWithin(target, root, known, open)
  }
  open.delete(node)
  known.set(node, places)
  return places
}

/** Within the document only: `#/$defs/Name`, `#name` of an anchor, or its own `$id`. */
function resolve(reference: string, root: JsonObject): JsonValue | undefined {
  const own =
    typeof root.$id === 'string' && reference.startsWith(root.$id)
      ? reference.slice(root.$id.length)
      : reference
  if (own === '' || own === '#') return root
  if (!own.startsWith('#/')) return undefined
  let node: JsonValue | undefined = root
  for (const part of own.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    node = isJsonObject(node) ? node[name] : asArray(node)[Number(name)]
    if (node === undefined) return undefined
  }
  return node
}
