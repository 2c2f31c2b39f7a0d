/** A fetched body as a JSON object or a compact token, read as strictly as what was given; null when it is neither. Pure. */
import { isCompactToken } from '../intake/index.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { parseJson } from '../parse-json.ts'

export function parseDocument(body: Uint8Array): JsonObject | string | null {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body).trim()
  } catch {
    return null
  }
  if (isCompactToken(text)) return text
  const parsed = parseJson(text)
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : null
}
