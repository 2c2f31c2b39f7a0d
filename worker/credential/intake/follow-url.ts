/**
 * From a link to the credential behind it, through the fetch port: content negotiation, then the page's own pointers.
 * Bounded in documents and depth. What the host answers is read by content; its content type is not believed.
 */
import type { FetchDocument, FetchedDocument, FetchPurpose } from '../fetch-document.ts'
import { isJsonObject } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import { findInPage, looksLikeHtml } from './page.ts'
import { type Container, type ReadInput, readObject, unreachable } from './read-item.ts'
import { linkOnlyPlatform, shareUrlToCredentialUrl } from './share-url.ts'

const ACCEPT_CREDENTIAL =
  'application/vc, application/vc+ld+json;q=0.9, application/vc+jwt;q=0.9, application/ld+json;q=0.8, ' +
  'application/json;q=0.7, image/png;q=0.5, image/svg+xml;q=0.5, application/pdf;q=0.4, text/plain;q=0.4, text/html;q=0.3'

/** A share page, its alternates: enough for every platform seen, and an end for a maze. */
const MAX_DOCUMENTS = 6

type ReadBytes = (bytes: Uint8Array, container: Container) => Promise<ReadInput[]>

export async function followUrl(
  url: string,
  fetchDocument: FetchDocument | undefined,
  readBytes: ReadBytes,
): Promise<ReadInput[]> {
  const platform = linkOnlyPlatform(url)
  if (platform !== null) return [unreachable('url', url, 'only-a-link', { host: platform })]
  if (!fetchDocument) return [unreachable('url', url, 'url-not-followed')]
  let left = MAX_DOCUMENTS
  const follow = async (
    target: string,
    purpose: FetchPurpose,
    container: 'url' | 'page',
  ): Promise<ReadInput[]> => {
    if (left-- <= 0) return [unreachable('url', url, 'only-a-link')]
    const answer = await fetchDocument({ url: target, purpose, accept: ACCEPT_CREDENTIAL })
    if (!answer.ok) return [unreachable(container, target, `url-${answer.reason}`)]
    return readAnswer(answer, container, follow)
  }

  async function readAnswer(
    answer: FetchedDocument,
    container: 'url' | 'page',
    next: typeof follow,
  ): Promise<ReadInput[]> {
    const gone = answer.status === 410 ? revokedStub(answer, container) : undefined
    if (gone) return [fetched(gone, answer)]
    if (answer.status < 200 || answer.status > 299) {
      return [unreachable(container, answer.url, statusCode(answer.status), { status: answer.status })]
    }
    const html = container === 'url' ? asHtml(answer.body) : undefined
    if (html === undefined)
      return (await readBytes(answer.body, container)).map((item) => fetched(item, answer))
    const { alternates, embedded } = findInPage(html, answer.url, answer.headers?.link)
    for (const alternate of alternates) {
      const items = await next(alternate, 'credential', 'page')
      if (items.some(({ format }) => format !== null)) return items
    }
    if (embedded.length > 0) return embedded.map((document) => fetched(readObject(document, 'page'), answer))
    return [unreachable('page', answer.url, 'only-a-link')]
  }

  return follow(shareUrlToCredentialUrl(url) ?? url, 'page', 'url')
}

/** The outermost way in is kept for pictures and PDFs: they say more than 'a link'. */
function fetched(item: ReadInput, answer: FetchedDocument): ReadInput {
  const source = { url: answer.url, via: answer.via, at: answer.fetchedAt }
  return { ...item, url: answer.url, sources: [...item.sources, source] }
}

/** Open Badges 2.0 says 'revoked' by 410, with `{ "revoked": true }` at most: verifying it as hosted says the rest. */
function revokedStub(answer: FetchedDocument, container: Container): ReadInput | undefined {
  try {
    const parsed = parseJson(new TextDecoder().decode(answer.body))
    if (!parsed.ok || !isJsonObject(parsed.value) || parsed.value.revoked !== true) return undefined
    return { ...readObject(parsed.value, container), format: 'openbadges-2.0' }
  } catch {
    return undefined
  }
}

function statusCode(status: number): 'url-gone' | 'url-not-found' | 'url-forbidden' | 'url-status' {
  if (status === 410) return 'url-gone'
  if (status === 404) return 'url-not-found'
  return status === 401 || status === 403 ? 'url-forbidden' : 'url-status'
}

function asHtml(body: Uint8Array): string | undefined {
  if (body[0] === 0x89) return undefined
  const text = new TextDecoder().decode(body)
  return looksLikeHtml(text) ? text : undefined
}
