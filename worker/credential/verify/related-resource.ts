/**
 * The check `related-resource`: what a credential signed the digest of is fetched and compared (VCDM 2.0, section 5.3).
 * A resource that differs is a failure; one that cannot be reached says nothing of the credential itself.
 */
import type { FetchedDocument } from '../fetch-document.ts'
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { decodeMultibase } from '../key/multibase.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check, Problem } from './report.ts'

const MAX_RESOURCES = 8

/** Multihash codes (multiformats table), one byte each here. */
const MULTIHASHES: Readonly<Record<number, string>> = { 18: 'SHA-256', 19: 'SHA-512', 32: 'SHA-384' }
const BARE_DIGESTS: Readonly<Record<number, string>> = { 32: 'SHA-256', 48: 'SHA-384', 64: 'SHA-512' }

/**
 * Digests that the specification itself gives, so that nothing is fetched for them: of the base contexts, which are "already
 * resolved" (VCDM 2.0, appendix B.1). Base64.
 */
const PINNED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'https://www.w3.org/ns/credentials/v2': {
    'SHA-256': 'WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=',
    'SHA-384': 'l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU',
  },
}

/** What can be said of them without asking anybody: a digest that is not the pinned resource's. */
export function pinnedResourceProblems(document: JsonObject): Problem[] {
  return asArray(document.relatedResource)
    .filter(isJsonObject)
    .flatMap((resource) => {
      const url = String(resource.id)
      return digestsOf(resource).some(({ fits }) => fits(url) === false)
        ? [problem('related-resource-mismatch', { pointer: '/relatedResource', params: { url } })]
        : []
    })
}

export async function checkRelatedResources({ document, run }: Examination): Promise<Check[]> {
  const resources = asArray(document.relatedResource).filter(isJsonObject).slice(0, MAX_RESOURCES)
  if (resources.length === 0) return [check('related-resource', 'skipped')]
  return Promise.all(
    resources.map(async (resource, index) => {
      const subject = `relatedResource/${index}`
      const url = String(resource.id)
      const pinned = digestsOf(resource).map(({ fits }) => fits(url))
      if (pinned.includes(false)) {
        const problems = [problem('related-resource-mismatch', { params: { url } })]
        return check('related-resource', 'failure', { subject, problems })
      }
      if (pinned.length > 0 && pinned.every((fits) => fits === true))
        return check('related-resource', 'success', { subject, facts: { url } })
      const accept = typeof resource.mediaType === 'string' ? resource.mediaType : '*/*'
      const answer = await run.fetchDocument({ url, purpose: 'related-resource', accept })
      if (!answer.ok || answer.status !== 200) {
        const reason = answer.ok ? `HTTP ${answer.status}` : answer.reason
        const problems = [
          problem('related-resource-unreachable', { severity: 'warning', params: { url, reason } }),
        ]
        return check('related-resource', 'indeterminate', { subject, critical: false, problems })
      }
      return compare(resource, answer, subject)
    }),
  )
}

async function compare(resource: JsonObject, answer: FetchedDocument, subject: string): Promise<Check> {
  const url = String(resource.id)
  const sources = [{ url: answer.url, via: answer.via, at: answer.fetchedAt }]
  const fit = await digestFit(resource, answer.body)
  if (fit === 'fits') return check('related-resource', 'success', { subject, sources, facts: { url } })
  if (fit === 'differs') {
    const problems = [problem('related-resource-mismatch', { params: { url } })]
    return check('related-resource', 'failure', { subject, problems, sources })
  }
  const unknown = [problem('related-resource-digest-unknown', { params: { url } })]
  return check('related-resource', 'indeterminate', { subject, problems: unknown, sources })
}

/** Whether bytes are those that an object with `digestSRI` or `digestMultibase` stands for: by every one that it has. */
export async function digestFit(
  resource: JsonObject,
  body: Uint8Array,
): Promise<'fits' | 'differs' | 'unknown'> {
  let known = 0
  for (const property of ['digestSRI', 'digestMultibase']) {
    const written = resource[property]
    const expected = typeof written === 'string' ? readDigests(property, written) : []
    if (expected.length === 0) continue
    known++
    const fits = await Promise.all(expected.map((digest) => isDigestOf(body, digest)))
    if (!fits.includes(true)) return 'differs'
  }
  return known > 0 ? 'fits' : 'unknown'
}

/** What each digest property says; `fits` compares with a pinned resource, undefined where nothing is known of it. */
function digestsOf(resource: JsonObject): { fits: (url: string) => boolean | undefined }[] {
  return ['digestSRI', 'digestMultibase'].flatMap((property) => {
    const written = resource[property]
    const expected = typeof written === 'string' ? readDigests(property, written) : []
    if (expected.length === 0) return []
    const fits = (url: string) => {
      const known = Object.hasOwn(PINNED, url) ? PINNED[url] : undefined
      const pinned = expected.map(({ algorithm, bytes }) => {
        const digest = known?.[algorithm]
        return digest === undefined ? undefined : digest === btoa(String.fromCharCode(...bytes))
      })
      return pinned.includes(undefined) ? undefined : pinned.includes(true)
    }
    return [{ fits }]
  })
}

interface Digest {
  algorithm: string
  bytes: Uint8Array
}

function readDigests(property: string, text: string): Digest[] {
  return property === 'digestSRI' ? readIntegrity(text) : readMultihash(text)
}

/** Subresource Integrity: digests of the strongest algorithm count, any one of them is enough. */
function readIntegrity(text: string): Digest[] {
  const found = text
    .trim()
    .split(/\s+/)
    .flatMap((token) => {
      const match = /^sha(256|384|512)-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?$/.exec(token)
      const bytes = match && fromBase64(match[2] as string)
      return match && bytes ? [{ algorithm: `SHA-${match[1]}`, bytes }] : []
    })
  const strongest = found
    .map(({ algorithm }) => algorithm)
    .sort()
    .at(-1)
  return found.filter(({ algorithm }) => algorithm === strongest)
}

/** Multihash; a bare digest, which the W3C's own test suite writes, is known by its length. */
function readMultihash(text: string): Digest[] {
  const bytes = decodeMultibase(text)
  if (bytes === undefined) return []
  const algorithm = MULTIHASHES[bytes[0] ?? 0]
  if (algorithm && bytes[1] === bytes.length - 2) return [{ algorithm, bytes: bytes.slice(2) }]
  const bare = BARE_DIGESTS[bytes.length]
  return bare ? [{ algorithm: bare, bytes }] : []
}

async function isDigestOf(body: Uint8Array, { algorithm, bytes }: Digest): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, new Uint8Array(body)))
  return digest.length === bytes.length && digest.every((byte, index) => byte === bytes[index])
}

function fromBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
