/**
 * Reading members of hostile JSON for display: a wrong type is an absent member, never an exception. Pure.
 * Links are http(s) only and pictures https or data:image, so that a page may put them into href and src.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

type Maybe = JsonValue | undefined

/** A string, or the text of a language value object (VCDM 2.0 section 11.1), whatever its language. */
export function textOf(value: Maybe): string | null {
  for (const one of asArray(value)) {
    if (typeof one === 'string' && one !== '') return one
    if (isJsonObject(one) && typeof one['@value'] === 'string') return one['@value']
  }
  return null
}

/** Text, or a number or boolean as text: results are written both ways in the wild. */
export function scalarText(value: Maybe): string | null {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value)
}

export function numberOf(value: Maybe): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(value)
    : null
}

export function objectsOf(value: Maybe): JsonObject[] {
  return asArray(value).filter(isJsonObject)
}

export function textsOf(value: Maybe): string[] {
  return asArray(value).filter((one): one is string => typeof one === 'string')
}

/** The `id` of a node written as an object or as a bare URI. */
export function idOf(value: Maybe): string | null {
  const [one] = asArray(value)
  if (typeof one === 'string') return one
  return isJsonObject(one) ? textOf(one.id ?? one['@id']) : null
}

export function linkOf(value: Maybe): string | null {
  const id = idOf(value)
  return id !== null && /^https?:\/\/[^\s]+$/i.test(id) && URL.canParse(id) ? id : null
}

/** `image` as a URI, or as an object with `id` and `caption` (Open Badges 2.0 and 3.0). */
export function imageOf(value: Maybe): { url: string; caption: string | null } | null {
  const [one] = asArray(value)
  const id = idOf(one)
  if (id === null || !(/^data:image\/[a-z0-9.+-]+[;,]/i.test(id) || /^https:/i.test(id))) return null
  return { url: id, caption: isJsonObject(one) ? textOf(one.caption) : null }
}
