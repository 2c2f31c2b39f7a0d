/** Documents of our own origin, answered by the application in process: what it serves to the world, never over the network. */
import type { FetchedDocument } from '../credential/fetch-document.ts'
import type { OwnDocuments } from './fetch-document.ts'

/** What acts or fetches on its own is no document: a credential must not lead the verifier round in circles. */
const NO_DOCUMENTS = /^\/(?:v1|vc-api|hooks|xapi)(?:\/|$)/

const KEPT_HEADERS = ['link', 'location', 'cache-control']

export function ownDocuments(
  application: () => ((request: Request) => Promise<Response>) | null,
): OwnDocuments {
  return async (url, { accept }): Promise<FetchedDocument | null> => {
    const answer = application()
    if (answer === null || NO_DOCUMENTS.test(url.pathname)) return null
    const response = await answer(new Request(url, { headers: { Accept: accept } }))
    const headers = KEPT_HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value]]
    })
    return {
      ok: true,
      url: url.href,
      status: response.status,
      contentType: (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
      body: new Uint8Array(await response.arrayBuffer()),
      fetchedAt: new Date().toISOString(),
      via: 'own',
      headers: Object.fromEntries(headers),
    }
  }
}
