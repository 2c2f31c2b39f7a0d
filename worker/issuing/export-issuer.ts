/**
 * All that is kept of an issuer, as lines of JSON, read page by page: no private keys, no tokens. The last line counts the others,
 * so that a reader knows that nothing is missing.
 */
import type { Deps } from '../deps.ts'
import { achievementView } from './achievements.ts'
import { credentialJson } from './credential-view.ts'
import { findIssuer } from './find-issuer.ts'
import { keyView } from './issuer-keys.ts'
import { issuerView } from './issuers.ts'
import { awardView } from './pathways/awards.ts'
import { pathwayView } from './pathways/pathways.ts'

const PAGE_SIZE = 100

/** Refuses `not-found` before the first line. */
export async function exportIssuer(deps: Deps, issuerId: string): Promise<ReadableStream<Uint8Array>> {
  const issuer = await findIssuer(deps, issuerId)
  const lines = exportLines(deps, issuer)
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(`${next.value}\n`))
    },
    async cancel() {
      await lines.return()
    },
  })
}

async function* exportLines(
  deps: Deps,
  issuer: Awaited<ReturnType<typeof findIssuer>>,
): AsyncGenerator<string, void> {
  let count = 0
  const line = (kind: string, json: string) => {
    count += 1
    return `{"kind":"${kind}","value":${json}}`
  }
  yield line('issuer', JSON.stringify(issuerView(deps, issuer)))
  for (const key of await deps.issuers.listKeys(issuer.id))
    yield line('key', JSON.stringify(keyView(deps, issuer, key)))
  for (const apiKey of await deps.apiKeys.list(issuer.id)) yield line('api-key', JSON.stringify(apiKey))
  for await (const achievement of pages((before) =>
    deps.achievements.list(issuer.id, { before, limit: PAGE_SIZE, archived: null }),
  ))
    yield line('achievement', JSON.stringify(achievementView(deps, achievement)))
  for await (const pathway of pages((before) =>
    deps.pathways.list(issuer.id, { before, limit: PAGE_SIZE, archived: null }),
  )) {
    yield line('pathway', JSON.stringify(pathwayView(deps, pathway)))
    for await (const award of pages((before) =>
      deps.pathwayAwards.list(pathway.id, {}, { before, limit: PAGE_SIZE }),
    ))
      yield line('pathway-award', JSON.stringify(awardView(deps, award)))
  }
  for await (const credential of pages((before) =>
    deps.credentials.list(issuer.id, {}, { before, limit: PAGE_SIZE }),
  ))
    yield line('credential', credentialJson(deps, credential))
  let after = 0
  for (let entries = await deps.audit.list(issuer.id); entries.length > 0; ) {
    for (const entry of entries) yield line('audit', JSON.stringify(entry))
    after = entries.at(-1)?.sequence ?? after
    entries = await deps.audit.list(issuer.id, { after })
  }
  yield JSON.stringify({ kind: 'end', value: { lines: count } })
}

async function* pages<Row extends { sequence: number }>(
  read: (before: number | null) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let rows = await read(null); rows.length > 0; rows = await read(rows.at(-1)?.sequence ?? 0))
    yield* rows
}
