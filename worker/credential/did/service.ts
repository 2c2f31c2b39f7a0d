/**
 * Services of a DID document, and DID URLs that lead to one (DID Core 1.0, section 5.4 and 3.2.1: `service` and
 * `relativeRef`). I/O only by FetchDocument.
 */
import type { FetchDocument } from '../fetch-document.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { Source } from '../verify/report.ts'
import { createControllerResolver } from './controller.ts'
import { parseDidUrl } from './did-url.ts'
import type { ResolutionFailure } from './resolution.ts'

const MAX_SERVICES = 50

export type FoundServices = { ok: true; services: JsonObject[]; sources: Source[] } | ResolutionFailure

/** Every service that the DID's document states. */
export async function servicesOf(did: string, fetchDocument: FetchDocument): Promise<FoundServices> {
  const read = await createControllerResolver(fetchDocument)(did)
  if (!read.ok) return read
  const services = asArray<JsonValue>(read.document.service).slice(0, MAX_SERVICES).filter(isJsonObject)
  return { ok: true, services, sources: read.sources }
}

/** Web addresses of a service: its endpoint, several, or those within a map (`origins`, `instances`). */
export function endpointsOf({ serviceEndpoint }: JsonObject): URL[] {
  return asArray<JsonValue>(serviceEndpoint)
    .flatMap((one) => (isJsonObject(one) ? [one.origins, one.instances, one.uri].flatMap(asArray) : [one]))
    .flatMap((one) => {
      const url = typeof one === 'string' ? URL.parse(one) : null
      return url?.protocol === 'https:' ? [url] : []
    })
}

export type ServiceAddress =
  | { ok: true; url: string; sources: Source[] }
  /** `store`: the service is asked by messages, not by an address (Identity Hub). `none`: no such service, or no DID URL. */
  | { ok: false; reason: 'store' | 'none'; sources: Source[] }
  | ResolutionFailure

/** `did:web:example.org?service=files&relativeRef=%2Fstatus%2F1` → an https address. */
export async function addressOfService(
  didUrl: string,
  fetchDocument: FetchDocument,
): Promise<ServiceAddress> {
  const [did = '', query = ''] = didUrl.split('#', 1)[0]?.split('?', 2) ?? []
  const parameters = new URLSearchParams(query)
  const name = parameters.get('service')
  if (name === null || parseDidUrl(did) === undefined) return { ok: false, reason: 'none', sources: [] }
  const found = await servicesOf(did, fetchDocument)
  if (!found.ok) return found
  const { services, sources } = found
  const service = services.find(({ id }) => typeof id === 'string' && id.split('#')[1] === name)
  if (parameters.has('queries')) return { ok: false, reason: 'store', sources }
  const endpoint = service && endpointsOf(service)[0]
  const url = endpoint && URL.parse(parameters.get('relativeRef') ?? '', endpoint.href)
  return url ? { ok: true, url: url.href, sources } : { ok: false, reason: 'none', sources }
}
