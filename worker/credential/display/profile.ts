/** Issuer and creator for display: a Profile object of any version, or only its id. Pure. */
import type { DisplayProfile } from '../display.ts'
import { isJsonObject, type JsonValue } from '../json.ts'
import { idOf, imageOf, linkOf, textOf } from './read.ts'

export const UNKNOWN_PROFILE: DisplayProfile = {
  id: null,
  name: null,
  url: null,
  email: null,
  description: null,
  image: null,
}

export function displayProfile(value: JsonValue | undefined): DisplayProfile {
  const [profile] = Array.isArray(value) ? value : [value]
  if (!isJsonObject(profile)) return { ...UNKNOWN_PROFILE, id: idOf(profile) }
  return {
    id: idOf(profile),
    name: textOf(profile.name),
    url: linkOf(profile.url),
    email: textOf(profile.email),
    description: textOf(profile.description),
    image: imageOf(profile.image)?.url ?? null,
  }
}
