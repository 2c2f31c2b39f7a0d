/** Bundled contexts where code and contexts come as one: in Node, and in the browser's late chunk. Pure. */
import type { JsonObject } from '../json.ts'
import { bundledContext } from './index.ts'

/** Undefined for a context that is not carried. The deployed Worker has another reader (`imports` in package.json). */
export async function readBundledContext(url: string): Promise<JsonObject | undefined> {
  return bundledContext(url)
}
