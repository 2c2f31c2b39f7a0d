/**
 * Bundled contexts in the Worker: what few documents need (the compiled tables serve the rest) lies beside it as a served
 * file, built from the same pinned packages, and is kept while the isolate lives. What cannot be read is not carried.
 */
import { env } from 'cloudflare:workers'
import { isBundledContext } from '../credential/contexts/bundled-urls.ts'
import type { JsonObject } from '../credential/json.ts'

let kept: Record<string, JsonObject> | undefined

export async function readBundledContext(url: string): Promise<JsonObject | undefined> {
  if (!isBundledContext(url)) return undefined
  kept ??= await readAll()
  return kept !== undefined && Object.hasOwn(kept, url) ? kept[url] : undefined
}

async function readAll(): Promise<Record<string, JsonObject> | undefined> {
  const response = await env.ASSETS.fetch('https://assets.invalid/contexts.json')
  if (response.ok && response.headers.get('content-type')?.includes('json')) return await response.json()
  await response.body?.cancel()
  return undefined
}
