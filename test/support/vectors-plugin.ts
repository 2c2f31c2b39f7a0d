/**
 * Serves the folder of specification vectors (LAUREL_VECTORS, default ../shared) as the module `virtual:vectors`, so
 * that the same test reads them in Node and in workerd. Nothing of that folder is kept in this repository.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export function vectorsPlugin(root: string) {
  const id = 'virtual:vectors'
  return {
    name: 'laurel-vectors',
    resolveId: (source: string) => (source === id ? `\0${id}` : undefined),
    load: (source: string) => (source === `\0${id}` ? moduleText(root) : undefined),
  }
}

function moduleText(root: string): string {
  if (!existsSync(root)) return 'export default undefined'
  const files: Record<string, string> = {}
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(json|jsonld|txt|nq|jwt|jws|svg|http|avsc)$/.test(entry.name)) continue
    const file = path.join(entry.parentPath, entry.name)
    files[path.relative(root, file).split(path.sep).join('/')] = readFileSync(file, 'utf8')
  }
  return `export default ${JSON.stringify(files)}`
}
