/** Drops what is undefined: Open Badges 3.0 knows no null and no empty set. Pure. */
import type { JsonObject, JsonValue } from '../json.ts'

export function present(members: Record<string, JsonValue | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(
      (member): member is [string, JsonValue] =>
        member[1] !== undefined && !(Array.isArray(member[1]) && member[1].length === 0),
    ),
  )
}
