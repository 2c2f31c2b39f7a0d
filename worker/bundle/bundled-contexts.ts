/**
 * Bundled contexts in the Worker: what few documents need (the compiled tables serve the rest) lies beside it as a served
 * file, built from the same pinned packages, and is kept while the isolate lives. Other bytes than this release was built
 * with (an older deployment's, a changed file) would change what a signature means: they, and what cannot be read, are
 * not carried.
 */
import { env } from 'cloudflare:workers'
import { bytesToHex } from '@noble/hashes/utils.js'
import { isBundledContext } from '../credential/contexts/bundled-urls.ts'
import type { JsonObject } from '../credential/json.ts'
import { sha2 } from '../credential/sha2.ts'

/** Of `contexts.json` as scripts/build.mjs writes it. */
const SHA_256 = '088de1f1b38eeb664addbcf2227e51070d1057a9e7d9d0b7d1acb796d0ca98fb'

let kept: Record<string, JsonObject> | undefined

export async function readBundledContext(url: string): Promise<JsonObject | undefined> {
  if (!isBundledContext(url)) return undefined
  kept ??= await readAll()
  return kept !== undefined && Object.hasOwn(kept, url) ? kept[url] : undefined
}

async function readAll(): Promise<Record<string, JsonObject> | undefined> {
  const response = await env.ASSETS.fetch('https://assets.invalid/contexts.json')
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytesToHex(sha2('SHA-256', bytes)) !== SHA_256) return undefined
  return JSON.parse(new TextDecoder().decode(bytes))
}
