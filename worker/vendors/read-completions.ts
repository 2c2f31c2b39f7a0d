/**
 * The engine: a vendor's data and a genuine delivery → what each event in it says. Pure.
 * One bad item in a batch spoils only itself. Nothing is guessed: a field that is there but unreadable is malformed,
 * an event that no mapping accepts is ignored.
 */
import canonicalize from 'canonicalize'
import { sha256, toHex, utf8 } from '../http/bytes.ts'
import type { Completion, Learner, MalformedField, ReadItem } from './completion.ts'
import { decodeBody } from './decode-body.ts'
import { type Pointer, resolvePointer } from './pointer.ts'
import { readTime } from './time.ts'
import type { EventMapping, Field, Vendor } from './vendor.ts'

export interface ReceivedBody {
  body: Uint8Array
  headers: Headers
  /** Stands in for a time that the vendor does not give. */
  receivedAt: Date
}

export async function readCompletions(vendor: Vendor, received: ReceivedBody): Promise<ReadItem[]> {
  const decoded = await decodeBody(received.body, received.headers, vendor.split)
  if (!decoded.ok) {
    return [
      { outcome: 'malformed', problems: [{ code: decoded.code, pointer: '' }], eventType: '', raw: null },
    ]
  }
  if (decoded.events.length === 0) {
    return [{ outcome: 'ignored', reason: 'heartbeat', eventType: '', raw: null }]
  }
  return Promise.all(decoded.events.map((event) => readEvent(vendor, event, received)))
}

/** Reads one event by the first mapping that accepts it. */
export async function readEvent(
  vendor: Vendor,
  event: unknown,
  received: Pick<ReceivedBody, 'headers' | 'receivedAt'>,
): Promise<ReadItem> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return {
      outcome: 'malformed',
      problems: [{ code: 'not-an-object', pointer: '' }],
      eventType: '',
      raw: event,
    }
  }
  const look = (field: Field | undefined) => readField(event, received.headers, field)
  const eventType = (look(vendor.eventType) ?? '').slice(0, 200)
  const mapping = vendor.events.find((candidate) => accepts(candidate, event))
  if (!mapping) return { outcome: 'ignored', reason: 'other-event', eventType, raw: event }

  const problems: MalformedField[] = []
  const completion = await mapFields(mapping, event, look, received.receivedAt, problems)
  if (problems.length > 0) return { outcome: 'malformed', problems, eventType, raw: event }
  return { outcome: 'event', meaning: mapping.meaning, eventType, completion, raw: event }
}

async function mapFields(
  mapping: EventMapping,
  event: object,
  look: (field: Field | undefined) => string | undefined,
  receivedAt: Date,
  problems: MalformedField[],
): Promise<Completion> {
  const learner = mapLearner(mapping, event, look, problems)
  const courseId = captured(look(mapping.course.id), mapping.courseIdPattern)
  if (courseId === undefined) problems.push({ code: 'field-missing', pointer: first(mapping.course.id) })

  const title = cleanText(look(mapping.course.title))
  const version = look(mapping.course.version)
  const run = look(mapping.course.run)
  const grade = look(mapping.grade)
  const group = look(mapping.group)
  const sourceEventId = look(mapping.eventId)
  const score = mapScore(mapping, event, look, problems)
  return {
    learner,
    course: {
      id: courseId ?? '',
      ...(title ? { title } : {}),
      ...(version ? { version } : {}),
      ...(run ? { run } : {}),
    },
    ...mapTime(mapping, event, receivedAt, problems),
    ...(score ? { score } : {}),
    ...(grade ? { grade } : {}),
    ...(group ? { group } : {}),
    ...(sourceEventId ? { sourceEventId } : {}),
    evidenceHash: await hashOf(event),
  }
}

/** Over canonical JSON (RFC 8785), so that a vendor who re-sends with other spacing sends the same event. */
async function hashOf(event: object): Promise<string> {
  const text = wellFormed({ ...event })
  return `sha256:${toHex(await sha256(utf8(text)))}`
}

/** RFC 8785 refuses lone surrogates; JSON.stringify escapes them. */
function wellFormed(event: object): string {
  try {
    return canonicalize(event) ?? ''
  } catch {
    return JSON.stringify(event)
  }
}

function mapLearner(
  mapping: EventMapping,
  event: object,
  look: (field: Field | undefined) => string | undefined,
  problems: MalformedField[],
): Learner {
  const { email: emailField, emailOrId, id: idField, idParts, name: nameField, nameParts } = mapping.learner
  const either = look(emailOrId)?.replace(/^mailto:/i, '')
  const email = look(emailField)?.replace(/^mailto:/i, '') ?? (either && isEmail(either) ? either : undefined)
  const id = (idParts ? joined(event, idParts, '|', true) : look(idField)?.replace(/^mailto:/i, '')) ?? either
  const name = cleanText((nameParts ? joined(event, nameParts, ' ', false) : undefined) ?? look(nameField))
  if (email !== undefined && !isEmail(email))
    problems.push({ code: 'email-invalid', pointer: first(emailField) })
  if (email === undefined && id === undefined) {
    problems.push({
      code: 'field-missing',
      pointer: idParts?.[0] ?? first(idField ?? emailField ?? emailOrId),
    })
  }
  return {
    ...(email !== undefined ? { email: email.trim().toLowerCase() } : {}),
    ...(id !== undefined ? { id } : {}),
    ...(name ? { name } : {}),
  }
}

function mapTime(mapping: EventMapping, event: object, receivedAt: Date, problems: MalformedField[]) {
  const received = { completedAt: receivedAt.toISOString(), completedAtFrom: 'received' as const }
  if (!mapping.completedAt) return received
  const { at, format } = mapping.completedAt
  for (const pointer of [at].flat()) {
    const value = resolvePointer(event, pointer as Pointer)
    if (value === undefined || value === null || value === '') continue
    const ms = readTime(value, format)
    if (ms !== undefined)
      return { completedAt: new Date(ms).toISOString(), completedAtFrom: 'vendor' as const }
    problems.push({ code: 'time-unreadable', pointer })
    return received
  }
  return received
}

function mapScore(
  mapping: EventMapping,
  event: object,
  look: (field: Field | undefined) => string | undefined,
  problems: MalformedField[],
): { value: number; max: number } | undefined {
  if (!mapping.score) return undefined
  const text = look(mapping.score.value)
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text.trim().replace(/%$/, ''))
  const { max: maxField } = mapping.score
  const max = typeof maxField === 'number' ? maxField : Number(resolvePointer(event, maxField))
  if (Number.isFinite(value) && Number.isFinite(max) && max > 0) return { value, max }
  problems.push({ code: 'score-unreadable', pointer: first(mapping.score.value) })
  return undefined
}

// A placeholder that the sender's template left in place. As an event id it would make all events one.
const UNFILLED = /\{\{.*\}\}/s

/** Text of the first alternative that holds some. Numbers and booleans become text: vendors write ids both ways. */
function readField(event: object, headers: Headers, field: Field | undefined): string | undefined {
  if (field === undefined) return undefined
  for (const place of [field].flat()) {
    const value = place.startsWith('header:')
      ? headers.get(place.slice('header:'.length))
      : resolvePointer(event, place as Pointer)
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    if (typeof text === 'string' && text.trim() !== '' && !UNFILLED.test(text)) return text.slice(0, 2000)
  }
  return undefined
}

function accepts(mapping: EventMapping, event: object): boolean {
  const holds = ([pointer, values]: [string, (string | number | boolean | null)[]]) => {
    const found = resolvePointer(event, pointer as Pointer)
    return values.some((value) => isSame(found, value))
  }
  if (Object.entries(mapping.except ?? {}).some(holds)) return false
  if ((mapping.present ?? []).some((pointer) => (resolvePointer(event, pointer) ?? '') === '')) return false
  return Object.entries(mapping.accept).every(holds)
}

/** A form has only text: `True` there is the boolean true. */
function isSame(found: unknown, wanted: string | number | boolean | null): boolean {
  if (wanted === null) return found === undefined || found === null || found === ''
  if (found === wanted) return true
  return typeof wanted !== 'string' && typeof found === 'string' && found.toLowerCase() === String(wanted)
}

/** All parts, or nothing when `needsAll` and one is missing. */
function joined(event: object, parts: Pointer[], by: string, needsAll: boolean): string | undefined {
  const texts = parts
    .map((part) => resolvePointer(event, part))
    .map((value) => (typeof value === 'number' ? String(value) : value))
    .filter((value) => typeof value === 'string' && value.trim() !== '')
  if (texts.length === 0 || (needsAll && texts.length < parts.length)) return undefined
  return texts.join(by)
}

function captured(text: string | undefined, pattern: string | undefined): string | undefined {
  if (text === undefined || pattern === undefined) return text
  const match = new RegExp(pattern).exec(text)
  return match?.[1] ?? text
}

function first(field: Field | undefined): string {
  return [field ?? ''].flat()[0] ?? ''
}

// One @, no spaces or controls, a dot in the domain. The mailbox itself is proven only by mail that arrives.
const EMAIL = /^[^\s@<>"(),;:\\[\]\p{C}]{1,64}@[^\s@<>"(),;:\\[\]\p{C}]+\.[^\s@<>"(),;:\\[\].\p{C}]{2,}$/u

function isEmail(text: string): boolean {
  const trimmed = text.trim()
  return trimmed.length <= 254 && EMAIL.test(trimmed)
}

/** Without control, direction-overriding and invisible characters; NFC; one line; at most 200 characters. */
export function cleanText(text: string | undefined): string | undefined {
  const clean = text
    ?.toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()
  return clean ? [...clean].slice(0, 200).join('') : undefined
}
