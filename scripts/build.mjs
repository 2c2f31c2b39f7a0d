/**
 * Builds web/ into .build/web, which Workers static assets serve: every `web/*.ts` becomes `/<name>.js` (one module
 * graph, split into hashed `/chunks/`), every `web/styles/*.css` that is no part of another becomes `/styles/<name>.css`,
 * `web/static/` is copied, and `web/service-worker/service-worker.ts` is told what to keep for offline use.
 * `glyphs/` are the letters' outlines that the Worker paints with (glyphs.mjs); `page-messages/` what its pages say in
 * other languages than English, `contexts.json` the JSON-LD contexts that it carries (worker/bundle),
 * `reference.json` the reference of the API (worker/reference).
 * Only files whose bytes changed are written, so a running server never finds the folder empty.
 * `.build/web-meta.json` tells the bench and the tests which chunk belongs to what.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { build } from 'esbuild'
import { glyphFiles } from './glyphs.mjs'
import { importTypeScript } from './import-typescript.mjs'

const root = path.join(import.meta.dirname, '..')
const web = path.join(root, 'web')
const out = path.join(root, '.build', 'web')

/** Parts that other sheets import; they are no sheets of their own. */
const STYLE_PARTS = new Set(['tokens.css', 'base.css', 'verdict.css'])

const shared = {
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
  outdir: out,
}

/**
 * What the verifier alone loads later (rare formats) imports the verifier back, which is there by then. All that they
 * share is one chunk so, where esbuild would make one for each combination of them: a tenth less to load.
 */
const verifierInOnePiece = {
  name: 'verifier-in-one-piece',
  setup({ onResolve, onLoad }) {
    const core = path.join(root, 'worker', 'credential') + path.sep
    const late = new Set()
    onResolve({ filter: /^\.\.?\// }, ({ kind, path: asked, importer, resolveDir }) => {
      if (kind === 'dynamic-import' && importer.startsWith(core)) late.add(path.join(resolveDir, asked))
      return undefined
    })
    // The same package file once more for SHA-384, which would else come along with SHA-256.
    onResolve({ filter: /^@noble\/hashes\/sha2\.js$/ }, ({ importer }) =>
      importer.endsWith('sha384.ts')
        ? { path: createRequire(importer).resolve('@noble/hashes/sha2.js'), suffix: '?sha384' }
        : undefined,
    )
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      if (!late.has(file)) return undefined
      const back = JSON.stringify(path.join(web, 'verifier.ts'))
      return { contents: `${await readFile(file, 'utf8')}\nimport ${back}\n`, loader: 'ts' }
    })
  },
}

const [scripts, styles, statics, glyphs, messages, contexts, reference] = await Promise.all([
  build({
    ...shared,
    entryPoints: (await entries(web, '.ts')).map((name) => path.join('web', name)),
    outbase: 'web',
    splitting: true,
    metafile: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [verifierInOnePiece],
  }),
  build({
    ...shared,
    entryPoints: (await entries(path.join(web, 'styles'), '.css'))
      .filter((name) => !STYLE_PARTS.has(name))
      .map((name) => path.join('web', 'styles', name)),
    outbase: 'web',
    external: ['/*.svg'],
  }),
  staticFiles(path.join(web, 'static')),
  glyphFiles(),
  pageMessages(),
  bundledContexts(),
  apiReference(),
])

const files = new Map([...statics, ...glyphs, ...messages, ...contexts, ...reference])
for (const file of [...scripts.outputFiles, ...styles.outputFiles]) {
  files.set(path.relative(out, file.path).split(path.sep).join('/'), file.contents)
}
const page = files.get('index.html')
if (page) files.set('verify.html', page)
await addServiceWorker(files)

await writeChanged(files)
await writeFile(path.join(root, '.build', 'web-meta.json'), JSON.stringify(scripts.metafile))

/** The page, its styles and every chunk it may load are kept: opened once, it works offline. */
async function addServiceWorker(files) {
  const entry = path.join(web, 'service-worker', 'service-worker.ts')
  if (!existsSync(entry)) return
  const kept = [...files.keys()]
    .filter((name) =>
      /^(verify\.js|verifier\.js|chunks\/|styles\/|icons\.svg|favicon\.svg|mark\.svg)/.test(name),
    )
    .sort()
  const version = createHash('sha256')
  for (const name of [...kept, 'index.html']) version.update(name).update(files.get(name) ?? '')
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [entry],
    define: {
      KEPT_FILES: JSON.stringify(['/', '/verify', ...kept.map((name) => `/${name}`)]),
      BUILD_VERSION: JSON.stringify(version.digest('hex').slice(0, 16)),
    },
  })
  for (const file of outputFiles) files.set('service-worker.js', file.contents)
}

async function pageMessages() {
  const folder = 'worker/pages/messages'
  const languages = (await entries(path.join(root, folder), '.ts')).map((name) => path.basename(name, '.ts'))
  const served = await Promise.all(
    languages.map(async (language) => {
      const { [language]: ofOnePage } = await importTypeScript(`${folder}/prior-learning/${language}.ts`)
      const own = [`page-messages/prior-learning/${language}.json`, Buffer.from(JSON.stringify(ofOnePage))]
      // English is part of the Worker.
      if (language === 'en') return [own]
      const { [language]: messages } = await importTypeScript(`${folder}/${language}.ts`)
      const { [language]: findings } = await importTypeScript(`worker/credential/messages/${language}.ts`)
      return [own, [`page-messages/${language}.json`, Buffer.from(JSON.stringify({ messages, findings }))]]
    }),
  )
  return served.flat()
}

async function bundledContexts() {
  const { bundledContext, bundledContextUrls } = await importTypeScript('worker/credential/contexts/index.ts')
  const contexts = Object.fromEntries(bundledContextUrls().map((url) => [url, bundledContext(url)]))
  return [['contexts.json', Buffer.from(JSON.stringify(contexts))]]
}

async function apiReference() {
  const { referenceOf } = await importTypeScript('worker/reference/reference.ts')
  return [['reference.json', Buffer.from(JSON.stringify(await referenceOf('https://deployment.invalid')))]]
}

async function entries(folder, extension) {
  if (!existsSync(folder)) return []
  const found = await readdir(folder, { withFileTypes: true })
  return found
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith(extension) && !entry.name.endsWith(`.d${extension}`),
    )
    .map((entry) => entry.name)
}

async function staticFiles(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name)
        return [path.relative(folder, file).split(path.sep).join('/'), await readFile(file)]
      }),
  )
}

async function writeChanged(files) {
  await mkdir(out, { recursive: true })
  for (const [name, contents] of files) {
    const file = path.join(out, name)
    const before = existsSync(file) ? await readFile(file) : undefined
    if (before && Buffer.compare(before, Buffer.from(contents)) === 0) continue
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, contents)
  }
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    const name = path.relative(out, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
    if (entry.isFile() && !files.has(name)) await rm(path.join(out, name))
  }
}
