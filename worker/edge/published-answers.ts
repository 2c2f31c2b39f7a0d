/**
 * What this deployment publishes and everybody gets alike, kept where it is asked for: status lists, issuers' documents and
 * keys, achievements, credentials. Two seconds in the isolate's memory, and what comes from D1 up to a minute in the data
 * centre's cache. Credentials never there: their holder may withdraw them, their issuer erase them, and no copy of ours may
 * outlive that by more than those two seconds. Values only: no request waits for what another one began.
 */
import { createAnswerMemory, type KeptAnswer } from './answer-memory.ts'
import type { DataCentreCache } from './data-centre-cache.ts'
import { hasAlready } from './etag.ts'

/** How old the isolate's copy may be; what this isolate itself changes is dropped at once. */
export const MEMORY_MS = 2_000
/** How old the data centre's may be, which our own verifier never goes by. */
export const DATA_CENTRE_SECONDS = 55

/** Longer ones name no media type of ours. */
const MAX_ACCEPT_CHARACTERS = 100

const PUBLISHED =
  /^https?:\/\/[^/?#]+(\/(?:status\/[\w-]+|achievements\/[\w-]+|issuers\/[\w-]+(?:\/did\.json|\/jwks\.json|\/keys\/[\w-]+)?))(\?version=\d{1,9})?$/
const CREDENTIAL = /^https?:\/\/[^/?#]+(\/credentials\/[0-9a-f-]{36})(\.json|\.jwt)?$/
/** What asks for data, whoever asks: a credential's address without an ending is a page for some (pages/representation.ts). */
const ASKS_FOR_DATA = /^application\/(?!.*html)[^*]*$/i
/** A write to `/v1/issuers/…` or `/v1/achievements/…` changes what is published under the same id. */
const WRITTEN = /^https?:\/\/[^/?#]+\/v1(\/(?:issuers|achievements)\/[\w-]{1,64})(?:(\/keys\/[\w-]{1,64}))?/
/** So does one to a credential, by its issuer or its holder. */
const CREDENTIAL_WRITTEN = /^https?:\/\/[^/?#]+(?:\/v1)?(\/credentials\/[0-9a-f-]{36})\//

/** The application itself. */
type Application = (request: Request) => Promise<Response>
/** Takes work that may outlast the answer. */
type Later = (work: Promise<unknown>) => void

export interface PublishedAnswers {
  /** To the world. */
  answer(request: Request, application: Application, later: Later): Promise<Response>
  /** To our own verifier, which reads no data centre's copy. */
  answerOwn(request: Request, application: Application): Promise<Response>
  /** What is published at `path` or below it changed. */
  forget(path: string): void
}

export function createPublishedAnswers(now: () => number, cache: DataCentreCache): PublishedAnswers {
  /** Two of them: what came from the data centre may be older than what our own verifier goes by. */
  const [world, own] = [createAnswerMemory(MEMORY_MS, now), createAnswerMemory(MEMORY_MS, now)]
  /** What was read before a change is not kept after it. */
  let changes = 0

  function forget(path: string): void {
    changes += 1
    for (const memory of [world, own]) memory.forget(path)
  }

  /** Null: not one of the published documents. */
  async function published(
    request: Request,
    application: Application,
    later: Later | null,
  ): Promise<Response | null> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    const accept = request.headers.get('accept') ?? ''
    const [, credential, ending] = CREDENTIAL.exec(request.url) ?? []
    if (credential !== undefined && ending === undefined && !ASKS_FOR_DATA.test(accept)) return null
    const [, path = credential, query = ''] = PUBLISHED.exec(request.url) ?? []
    if (path === undefined || accept.length > MAX_ACCEPT_CHARACTERS) return null
    const memory = later === null ? own : world
    const key = `${accept} ${request.url}`
    const known = memory.get(key)
    if (known !== null) return respond(request, known)

    // KV, where the lists are, is itself a cache of the data centre.
    const isOnlyHere = path === credential || path.startsWith('/status/')
    const shared = later === null || isOnlyHere ? null : path + query
    const changesBefore = changes
    const cached = shared === null ? null : await cache.get(shared)
    if (cached !== null) {
      memory.keep(key, path, cached)
      return respond(request, cached)
    }
    const response = await application(unconditional(request))
    if (response.status !== 200) return response
    const body = new TextDecoder().decode(await response.arrayBuffer())
    const fresh = { body, headers: [...response.headers].filter(isOfTheDocument) }
    if (changes === changesBefore) {
      memory.keep(key, path, fresh)
      const isNegotiated = /accept/i.test(response.headers.get('vary') ?? '')
      if (shared !== null && !isNegotiated) later?.(cache.put(shared, fresh, DATA_CENTRE_SECONDS))
    }
    return respond(request, fresh)
  }

  return {
    forget,

    async answer(request, application, later) {
      const document = await published(request, application, later)
      if (document !== null) return document
      const response = await application(request)
      if (request.method === 'GET' || request.method === 'HEAD') return response
      const [, credential] = CREDENTIAL_WRITTEN.exec(request.url) ?? []
      if (credential !== undefined) forget(credential)
      const [, path, keyPath] = WRITTEN.exec(request.url) ?? []
      if (path !== undefined) {
        forget(path)
        for (const below of ['', '/did.json', '/jwks.json', ...(keyPath === undefined ? [] : [keyPath])])
          later(cache.remove(path + below))
      }
      return response
    },

    answerOwn: async (request, application) =>
      (await published(request, application, null)) ?? (await application(request)),
  }
}

function respond(request: Request, { body, headers }: KeptAnswer): Response {
  const own: [string, string][] = [...headers, ['x-request-id', crypto.randomUUID()]]
  const etag = headers.find(([name]) => name === 'etag')?.[1]
  if (etag !== undefined && hasAlready(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers: own.filter(([name]) => name !== 'content-type') })
  return new Response(request.method === 'HEAD' ? null : body, { headers: own })
}

/** The whole document, whatever the caller has of it: it is for others too. */
function unconditional(request: Request): Request {
  const accept = request.headers.get('accept')
  return new Request(request.url, accept === null ? {} : { headers: { Accept: accept } })
}

function isOfTheDocument([name]: [string, string]): boolean {
  return name !== 'x-request-id' && name !== 'content-length'
}
