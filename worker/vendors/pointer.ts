/**
 * JSON Pointer (RFC 6901) into an event. Pure. One addition: in a form-encoded event, whose nested keys were joined by
 * `_`, the same pointer finds the flat key, so that one mapping reads both.
 */

export type Pointer = '' | `/${string}`

export function isPointer(text: string): text is Pointer {
  return text === '' || (text.startsWith('/') && !/~(?![01])/.test(text))
}

/** undefined when the pointer leads nowhere. Own properties only. */
export function resolvePointer(document: unknown, pointer: Pointer): unknown {
  if (pointer === '') return document
  const segments = pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
  return walk(document, segments) ?? flat(document, segments.join('_'))
}

function walk(document: unknown, segments: string[]): unknown {
  let value = document
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(segment)) return undefined
    value = (value as Record<string, unknown>)[segment]
  }
  return value
}

function flat(document: unknown, key: string): unknown {
  if (!(document instanceof FormFields)) return undefined
  return Object.hasOwn(document, key) ? (document as unknown as Record<string, unknown>)[key] : undefined
}

/** A form-encoded event: flat keys, all values text. */
export class FormFields {
  [key: string]: string

  static of(form: URLSearchParams): FormFields {
    const fields = new FormFields()
    for (const [key, value] of form) {
      Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true })
    }
    return fields
  }
}
