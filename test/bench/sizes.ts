/** What is shipped, in bytes: minified, and compressed by gzip as it travels. Reads what `npm run build` made, and bundles the Worker. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundleWorker } from './server.ts'

export interface Size {
  name: string
  bytes: number
  gzipBytes: number
}

export async function bundleSizes(root: string): Promise<Size[]> {
  const worker = await bundleWorker(root)
  const web = path.join(root, '.build/web')
  return [
    sizeOf('Worker', worker),
    ...[
      ['Browser verifier, first load', 'verifier.js'],
      ['Verify page script, first load', 'verify.js'],
      ['Widget', 'widget.js'],
    ].flatMap(([name = '', file = '']) =>
      existsSync(path.join(web, file)) ? [sizeOf(name, ...loadedWith(web, file))] : [],
    ),
  ]
}

/** Each file is compressed on its own, as it travels. */
function sizeOf(name: string, ...files: Uint8Array[]): Size {
  const sum = (length: (file: Uint8Array) => number) => files.reduce((total, file) => total + length(file), 0)
  return { name, bytes: sum((file) => file.length), gzipBytes: sum((file) => gzipSync(file).length) }
}

/** A module and every chunk that it imports at once (not by `import()`). */
function loadedWith(web: string, entry: string): Uint8Array[] {
  const seen = new Set<string>()
  const parts: Buffer[] = []
  const load = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    const contents = readFileSync(file)
    parts.push(contents)
    for (const [, from = ''] of contents.toString().matchAll(/(?:from|import)"(\.{1,2}\/[^"]+)"/g)) {
      load(path.join(path.dirname(file), from))
    }
  }
  load(path.join(web, entry))
  return parts
}
