/** Which contexts are bundled, without loading them. Pure. */
import { termTables } from './term-tables.generated.ts'

export function isBundledContext(url: string): boolean {
  return Object.hasOwn(termTables.urls, url) || termTables.uncompiled.includes(url)
}
