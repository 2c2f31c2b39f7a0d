/**
 * From whatever a person or program hands in to the things to verify, by content and never by file name. Pure but for
 * the fetch port that it may be given. Never throws: what cannot be read comes back with `received: null` and why.
 * Readers of the rarer containers are loaded when one is given, so that the browser's verifier stays small.
 */
import type { Unbaked } from '../bake/baked.ts'
import { isPdf } from '../bake/is-pdf.ts'
import { isPng, unbakePng } from '../bake/png.ts'
import type { FetchDocument } from '../fetch-document.ts'
import type { JsonObject, JsonValue } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import { problem } from '../verify/problem.ts'
import {
  type Container,
  type ReadInput,
  readObject,
  readToken,
  unreachable,
  unreadable,
} from './read-item.ts'
import { isCompactToken } from './read-token.ts'
import { readValue } from './read-value.ts'

export interface ReadOptions {
  /** Without it a URL is not followed, and says so. */
  fetchDocument?: FetchDocument
}

export const MAX_INPUT_BYTES = 10 * 1024 * 1024

/** At least one item; several for an array or an Open Badges API answer. A presentation is one item. */
export async function readInput(
  input: string | Uint8Array | JsonObject | JsonValue[],
  { fetchDocument }: ReadOptions = {},
): Promise<ReadInput[]> {
  const items = await read(input)
  const followed = items.map((item) =>
    typeof item === 'string' ? follow(item, fetchDocument) : Promise.resolve([item]),
  )
  return (await Promise.all(followed)).flat()
}

async function follow(url: string, fetchDocument: FetchDocument | undefined): Promise<ReadInput[]> {
  const { followUrl } = await import('./follow-url.ts')
  return followUrl(url, fetchDocument, readBytes)
}

/** Items, and URLs (as strings) that are yet to be followed: pictures of Open Badges 1.x and 2.0 may hold only a URL. */
async function read(input: string | Uint8Array | JsonValue): Promise<(ReadInput | string)[]> {
  if (input instanceof Uint8Array) return readBytesOrUrl(input, 'json')
  if (typeof input === 'string') return readTextOrUrl(input, 'json')
  return readValue(input, 'json')
}

/** For bytes that a URL answered: a URL in them is not followed further, so that links make no chain. */
async function readBytes(bytes: Uint8Array, container: Container): Promise<ReadInput[]> {
  const items = await readBytesOrUrl(bytes, container)
  return items.map((item) =>
    typeof item === 'string' ? unreachable(container, item, 'url-not-followed') : item,
  )
}

async function readBytesOrUrl(bytes: Uint8Array, container: Container): Promise<(ReadInput | string)[]> {
  if (bytes.length > MAX_INPUT_BYTES) return [unreadable(container, 'input-too-large')]
  if (isPng(bytes)) return readUnbaked(await unbakePng(bytes), 'png')
  if (isPdf(bytes)) {
    const { extractFromPdf } = await import('../bake/pdf.ts')
    return readUnbaked(await extractFromPdf(bytes), 'pdf')
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    return await readTextOrUrl(text, container)
  } catch {
    return [unreadable(container, 'input-not-recognised')]
  }
}

async function readTextOrUrl(text: string, container: Container): Promise<(ReadInput | string)[]> {
  if (text.length > MAX_INPUT_BYTES) return [unreadable(container, 'input-too-large')]
  if (!/^\uFEFF?\s*</.test(text)) return readPlain(text, container)
  const { readMarkup } = await import('./read-markup.ts')
  const markup = readMarkup(text)
  if (markup?.kind === 'svg') return readUnbaked(markup.unbaked, 'svg')
  if (markup?.kind !== 'page') return readPlain(text, container)
  if (markup.embedded.length === 0) return [unreadable('page', 'input-is-page')]
  return markup.embedded.map((document) => readObject(document, 'page'))
}

function readUnbaked(unbaked: Unbaked, container: Container): (ReadInput | string)[] {
  if (!unbaked.ok) return [unreadable(container, unbaked.code)]
  const warnings = unbaked.warnings.map((code) => problem(code, { severity: 'warning' }))
  return unbaked.texts.flatMap((text) =>
    readPlain(text, container).map((item) =>
      typeof item === 'string' ? item : { ...item, problems: [...item.problems, ...warnings] },
    ),
  )
}

/** JSON, a compact token, or a URL. */
function readPlain(text: string, container: Container): (ReadInput | string)[] {
  const trimmed = text.trim()
  if (trimmed === '') return [unreadable(container, 'input-empty')]
  if (isWebUrl(trimmed)) return [trimmed]
  if (isCompactToken(trimmed)) return [readToken(trimmed, container === 'json' ? 'jwt' : container)]
  if (!/^\uFEFF?["[{]/.test(trimmed)) return [unreadable(container, 'input-not-recognised')]
  const parsed = parseJson(trimmed)
  if (!parsed.ok) return [unreadable(container, parsed.code, { detail: parsed.detail })]
  return readValue(parsed.value, container)
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\/[^\s<>"]{1,2000}$/i.test(text) && URL.canParse(text)
}
