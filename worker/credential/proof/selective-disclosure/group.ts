/**
 * Canonicalizes a document under randomized blank node labels and groups its statements by JSON Pointers
 * (vc-di-ecdsa, section 3.4.16). Pure; randomness is in the labels' key alone.
 */
import { type CanonicalizeOptions, canonicalize, canonicalizeNQuads } from '../../canonicalize/index.ts'
import { sortLines } from '../../canonicalize/n-quads.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import { encodeBase64url } from '../../key/multibase.ts'
import { SecuringError } from '../securing-error.ts'
import { linesOf, relabel } from './n-quads.ts'
import { selectByPointers } from './select.ts'

export interface Grouped {
  /** Every statement, sorted, under the randomized labels. */
  nquads: string[]
  /** Labels of this run → randomized labels. */
  labels: Map<string, string>
  /** By group: the indexes of its statements, and these statements under the labels of this run. */
  groups: Map<string, { indexes: Set<number>; selected: string[] }>
}

const SKOLEM = 'urn:bnid:'

export async function canonicalizeAndGroup(
  document: JsonObject,
  hmacKey: Uint8Array,
  pointersByGroup: Record<string, string[]>,
  canonicalization: CanonicalizeOptions = {},
): Promise<Grouped> {
  // Safe mode, bounds and work limit are the canonicalizer's: what passes it may be taken apart below.
  await canonicalize(document, canonicalization)
  const { compact, expand, toNQuads } = await import('./json-ld.ts')
  const expanded = skolemize(await expand(document, canonicalization), { count: 0 })
  const skolemized = await compact(expanded, document['@context'] ?? [], canonicalization)
  const whole = [...new Set(deskolemize(await toNQuads(skolemized, canonicalization)))]
  const labels = await randomizedLabels(canonicalizeNQuads(whole).labels, hmacKey)
  const nquads = linesOf(sortLines(relabel(whole, labels)))
  const indexOf = new Map(nquads.map((nquad, index) => [nquad, index]))
  const groups: Grouped['groups'] = new Map()
  for (const [name, pointers] of Object.entries(pointersByGroup)) {
    const selection = selectByPointers(skolemized, pointers)
    const selected = selection === undefined ? [] : deskolemize(await toNQuads(selection, canonicalization))
    const indexes = relabelSelected(selected, labels).map((nquad) => indexOf.get(nquad) ?? refuseList(name))
    groups.set(name, { indexes: new Set(indexes.sort((a, b) => a - b)), selected })
  }
  return { nquads, labels, groups }
}

/** Nodes of ordered lists have no name that a part of the document could keep: where they do not match, there is no proof. */
function relabelSelected(selected: string[], labels: Map<string, string>): string[] {
  try {
    return relabel(selected, labels)
  } catch {
    return refuseList('')
  }
}

function refuseList(detail: string): never {
  throw new SecuringError('list-not-disclosable', detail)
}

/** Each canonical label through HMAC-SHA-256, so that what is left out cannot be guessed from the numbering. */
async function randomizedLabels(
  canonical: Map<string, string>,
  hmacKey: Uint8Array,
): Promise<Map<string, string>> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new Uint8Array(hmacKey), algorithm, false, ['sign'])
  const entries = [...canonical].map(async ([given, label]) => {
    const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(label))
    return [given, `u${encodeBase64url(new Uint8Array(mac))}`] as const
  })
  return new Map(await Promise.all(entries))
}

/** Gives every blank node an id, so that a part of the document keeps the names of the whole. */
function skolemize(nodes: JsonValue[], counter: { count: number }): JsonValue[] {
  return nodes.map((node) => {
    if (!isJsonObject(node) || node['@value'] !== undefined) return node
    const members = Object.entries(node).map(([name, value]) => {
      const list = Array.isArray(value) ? value : [value]
      const skolemized = skolemize(list, counter)
      return [name, Array.isArray(value) ? skolemized : (skolemized[0] ?? null)] as const
    })
    const named: JsonObject = Object.fromEntries(members)
    const id = named['@id']
    if (named['@list'] !== undefined || named['@set'] !== undefined) return named
    if (id === undefined) return { ...named, '@id': `${SKOLEM}b${counter.count++}` }
    return typeof id === 'string' && id.startsWith('_:')
      ? { ...named, '@id': `${SKOLEM}${id.slice(2)}` }
      : named
  })
}

function deskolemize(nquads: string[]): string[] {
  return nquads.map((nquad) => nquad.replaceAll(/<urn:bnid:([^>\s]+)>/g, '_:$1'))
}
