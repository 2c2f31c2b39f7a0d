/**
 * From the bytes of a delivery to its events: gunzip, JSON or form, CloudEvents and Caliper envelopes, batches. Pure.
 * Works on a body already proven genuine; bounded (1 MiB received, 8 MiB unpacked).
 */
import { inflate } from '../credential/bytes.ts'
import type { MalformedCode } from './completion.ts'
import { FormFields, resolvePointer } from './pointer.ts'
import type { Split } from './vendor.ts'

export const MAX_BODY_BYTES = 1_048_576
const MAX_UNPACKED_BYTES = 8 * 1_048_576

export type DecodedBody =
  | { ok: true; events: unknown[]; envelope: 'none' | 'cloudevent' | 'caliper' | 'batch' }
  | { ok: false; code: MalformedCode }

export async function decodeBody(
  body: Uint8Array,
  headers: Headers,
  split: Split[] = [],
): Promise<DecodedBody> {
  const gzipped = body[0] === 0x1f && body[1] === 0x8b
  const unpacked = gzipped
    ? await inflate(body, 'gzip', MAX_UNPACKED_BYTES)
    : { ok: true as const, bytes: body }
  if (!unpacked.ok) return { ok: false, code: unpacked.code === 'broken' ? 'not-gzip' : 'too-large' }

  const mediaType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(unpacked.bytes)
  } catch {
    return { ok: false, code: 'not-json' }
  }
  if (mediaType === 'application/x-www-form-urlencoded' && !/^\s*[[{]/.test(text)) {
    return { ok: true, events: [FormFields.of(new URLSearchParams(text))], envelope: 'none' }
  }

  if (nestsTooDeep(text)) return { ok: false, code: 'too-deep' }
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return { ok: false, code: 'not-json' }
  }
  if (typeof document !== 'object' || document === null) return { ok: false, code: 'not-an-object' }
  return { ok: true, ...openEnvelope(document, headers, mediaType, split) }
}

function openEnvelope(
  document: object,
  headers: Headers,
  mediaType: string,
  split: Split[],
): { events: unknown[]; envelope: 'none' | 'cloudevent' | 'caliper' | 'batch' } {
  if (mediaType === 'application/cloudevents-batch+json' && Array.isArray(document)) {
    return { events: document.map(openCloudEvent), envelope: 'cloudevent' }
  }
  if (mediaType === 'application/cloudevents+json') {
    return { events: [openCloudEvent(document)], envelope: 'cloudevent' }
  }
  if (headers.has('ce-specversion')) {
    const attributes: Record<string, unknown> = {}
    for (const [name, value] of headers) {
      if (name.startsWith('ce-')) attributes[name.slice(3)] = percentDecoded(value)
    }
    return { events: [{ cloudevent: attributes, ...spreadable(document) }], envelope: 'cloudevent' }
  }
  if (Array.isArray(document)) return { events: document, envelope: 'batch' }
  if ('sensor' in document && 'data' in document && Array.isArray(document.data)) {
    return { events: document.data, envelope: 'caliper' }
  }
  for (const { at, as } of split) {
    const items = resolvePointer(document, at)
    if (!Array.isArray(items)) continue
    const events = as === undefined ? items : items.map((item) => ({ ...document, [as]: item }))
    return { events, envelope: 'batch' }
  }
  return { events: [document], envelope: 'none' }
}

/** The data become the event; the attributes stay with it under `cloudevent`. Base64 data are opened when they are JSON. */
function openCloudEvent(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('specversion' in event)) return event
  const { data, data_base64: base64, ...attributes } = event as Record<string, unknown>
  let opened = data
  if (opened === undefined && typeof base64 === 'string') {
    try {
      opened = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))))
    } catch {
      opened = undefined
    }
  }
  return { cloudevent: attributes, ...spreadable(opened) }
}

function spreadable(data: unknown): object {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : { data }
}

/** CloudEvents HTTP binding 3.1.3.2: header values are percent-encoded. */
function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A bound on recursion over the document, cheap enough to ask before parsing. Brackets in strings count too: no harm. */
/** Readers that recurse, and the database, would fail on it. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x7b || code === 0x5b) depth++
    else if (code === 0x7d || code === 0x5d) depth--
    if (depth > 200) return true
  }
  return false
}
