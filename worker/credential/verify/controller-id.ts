/** Whose a document says it is. Pure. */
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

export function issuerIdOf({ issuer }: JsonObject): string | null {
  return idOf(issuer)
}

/** Of an issuer or a holder, written as an object or as a bare id; nothing else is one. */
export function idOf(controller: JsonValue | undefined): string | null {
  const id = isJsonObject(controller) ? controller.id : controller
  return typeof id === 'string' ? id : null
}
