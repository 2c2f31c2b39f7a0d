/** A port that asks nobody any more once its time is over: hosts that answer slowly, one after the other, are not all waited for. */
import type { FetchDocument } from '../credential/fetch-document.ts'

/** Of one verification: what is asked at its very end may take the port's own deadline more. */
const VERIFICATION_MS = 20_000

export function withinTime(
  fetchDocument: FetchDocument,
  now: () => Date,
  ms = VERIFICATION_MS,
): FetchDocument {
  const end = now().getTime() + ms
  return async (request) =>
    now().getTime() < end ? fetchDocument(request) : { ok: false, url: request.url, reason: 'timeout' }
}
