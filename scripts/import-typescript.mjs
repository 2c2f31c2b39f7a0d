// Imports a TypeScript module of this repository in any supported Node: bundled by esbuild, packages left in place.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = path.join(import.meta.dirname, '..')

/** The module's exports. `file` is a path from the repository's root. */
export async function importTypeScript(file) {
  const outfile = path.join(
    root,
    'node_modules/.cache/laurel',
    `${file.replaceAll(/[^a-z0-9]/gi, '-')}-${process.pid}.mjs`,
  )
  await build({
    entryPoints: [path.join(root, file)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  })
  try {
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(outfile, { force: true })
  }
}
