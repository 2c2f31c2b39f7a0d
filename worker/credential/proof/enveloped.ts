/** EnvelopedVerifiableCredential and EnvelopedVerifiablePresentation: a token in a data: URL (VC Data Model 2.0, 4.13). Pure. */
import { asArray, type JsonObject, type JsonValue } from '../json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'

export type Envelope = { ok: true; mediaType: string; token: string } | { ok: false; problem: Problem }

const TYPES = ['EnvelopedVerifiableCredential', 'EnvelopedVerifiablePresentation']

export function isEnveloped(document: JsonObject): boolean {
  return asArray<JsonValue>(document.type).some((type) => typeof type === 'string' && TYPES.includes(type))
}

/** `mediaType` without parameters: `application/vc+jwt`, `application/vp+jwt`, `application/vc+sd-jwt` … */
export function openEnvelope({ id }: JsonObject): Envelope {
  const match =
    typeof id === 'string' ? /^data:([a-z0-9.+-]+\/[a-z0-9.+-]+)((?:;[^,;]*)*),(.+)$/i.exec(id) : null
  const [, mediaType = '', parameters = '', token = ''] = match ?? []
  if (match === null || /;base64$/i.test(parameters) || !/^[A-Za-z0-9._~-]+$/.test(token)) {
    return { ok: false, problem: problem('enveloped-malformed', { pointer: '/id' }) }
  }
  return { ok: true, mediaType: mediaType.toLowerCase(), token }
}
