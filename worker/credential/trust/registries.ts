/**
 * The kinds of trust registries: a list of our own, the Digital Credentials Consortium's known-issuer lists, and OpenID
 * Federation. Which of them are asked, and in which order, is the deployment's choice. I/O only by the port.
 */
import { isJsonObject } from '../json.ts'
import { parseDocument } from '../status/parse-document.ts'
import { lookUpInFederation, type TrustAnchor } from './openid-federation.ts'
import type { RegistryAnswer, TrustRegistry } from './registry.ts'

export type RegistryDescription =
  | { type: 'local'; name: string; issuers: readonly string[] }
  /** `url` answers `{ registry: { <did>: … } }`. */
  | { type: 'dcc'; name: string; url: string }
  | ({ type: 'openid-federation'; name: string } & TrustAnchor)

export function trustRegistry(description: RegistryDescription): TrustRegistry {
  const { name } = description
  switch (description.type) {
    case 'local':
      return { name, lookUp: async (issuerId) => answer(description.issuers.includes(issuerId)) }
    case 'dcc':
      return { name, lookUp: (issuerId, context) => lookUpInList(description.url, issuerId, context) }
    case 'openid-federation':
      return { name, lookUp: (issuerId, context) => lookUpInFederation(description, issuerId, context) }
  }
}

async function lookUpInList(
  url: string,
  issuerId: string,
  { fetchDocument }: Parameters<TrustRegistry['lookUp']>[1],
): Promise<RegistryAnswer> {
  const fetched = await fetchDocument({ url, purpose: 'registry', accept: 'application/json' })
  if (!fetched.ok) return { answer: 'unreachable', reason: fetched.reason, sources: [] }
  const sources = [{ url: fetched.url, via: fetched.via, at: fetched.fetchedAt }]
  if (fetched.status !== 200) return { answer: 'unreachable', reason: `HTTP ${fetched.status}`, sources }
  const list = parseDocument(fetched.body)
  const entries = isJsonObject(list) ? (list.registry ?? list.entries) : undefined
  if (!isJsonObject(entries)) return { answer: 'unreachable', reason: 'not-a-registry', sources }
  return { ...answer(Object.hasOwn(entries, issuerId)), sources }
}

function answer(isListed: boolean): RegistryAnswer {
  return { answer: isListed ? 'registered' : 'not-registered', sources: [] }
}
