/** Small gates over received JSON: each adds a problem with its pointer, and never changes what it looks at. Pure. */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import type { MessageCode } from '../../messages/en.ts'
import type { ExpectedWord } from '../../messages/words.ts'
import { problem } from '../problem.ts'
import type { Problem } from '../report.ts'

/** RFC 6901. */
function pointerTo(...path: (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** An absolute URL of any scheme (DIDs and URNs too), without spaces; VCDM 2.0 says 'URL' for what others call URI. */
export function isUrl(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= 4096 && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value)
  )
}

/** One object of the credential and where it stands, with the list that problems go to. */
export class Fields {
  readonly #object: JsonObject
  readonly #path: (string | number)[]
  readonly #problems: Problem[]

  constructor(object: JsonObject, problems: Problem[], path: (string | number)[] = []) {
    this.#object = object
    this.#problems = problems
    this.#path = path
  }

  add(
    code: MessageCode,
    property: string,
    params: Record<string, string | number> = {},
    severity: Problem['severity'] = 'error',
  ): void {
    this.#problems.push(
      problem(code, {
        severity,
        pointer: pointerTo(...this.#path, property),
        params: { property, ...params },
      }),
    )
  }

  value(property: string): JsonValue | undefined {
    return Object.hasOwn(this.#object, property) ? this.#object[property] : undefined
  }

  has(property: string): boolean {
    return Object.hasOwn(this.#object, property)
  }

  /** Present and not null, else a problem. */
  required(property: string): boolean {
    const value = this.value(property)
    if (value === undefined || value === null) this.add('property-missing', property)
    return value !== undefined && value !== null
  }

  /** Absent, or as the test wants it. */
  optional(property: string, test: (value: JsonValue) => boolean, expected: ExpectedWord): void {
    const value = this.value(property)
    if (value !== undefined && !test(value)) this.add('property-invalid', property, { expected })
  }

  requiredText(property: string): void {
    if (!this.required(property)) return
    this.optional(property, (value) => isText(value) && value !== '', 'a text')
  }

  /** The `type` of an object: one or more non-empty strings; `wanted` names one that must be among them. */
  type(wanted?: readonly string[]): void {
    if (!this.required('type')) return
    const types = asArray(this.value('type'))
    if (types.length === 0 || !types.every((type) => typeof type === 'string' && type.trim() !== '')) {
      this.add('property-invalid', 'type', { expected: 'one or more names' })
    } else if (wanted && !wanted.some((name) => types.includes(name))) {
      this.add('type-missing', 'type', { type: wanted[0] ?? '' })
    }
  }

  /** Each object of a property that may be one object or a list of them; what is no object is a problem. */
  objects(property: string): Fields[] {
    const value = this.value(property)
    if (value === undefined) return []
    const many = Array.isArray(value)
    const found: Fields[] = []
    for (const [index, item] of asArray(value).entries()) {
      if (isJsonObject(item)) {
        const path = many ? [...this.#path, property, index] : [...this.#path, property]
        found.push(new Fields(item, this.#problems, path))
      } else {
        const pointer = many ? pointerTo(...this.#path, property, index) : pointerTo(...this.#path, property)
        this.#problems.push(
          problem('property-invalid', { pointer, params: { property, expected: 'an object' } }),
        )
      }
    }
    if (value === null) this.add('property-invalid', property, { expected: 'an object' })
    return found
  }

  keys(): string[] {
    return Object.keys(this.#object)
  }
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string'
}
