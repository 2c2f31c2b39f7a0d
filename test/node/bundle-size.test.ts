/** What a visitor's browser has to load, in bytes as gzip sends them (Brotli sends a seventh less): budgets over the built files. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { bundleWorker } from '../bench/server.ts'

const ROOT = path.join(import.meta.dirname, '..', '..')
const WEB = '.build/web'
const KILOBYTE = 1000

interface Output {
  entryPoint?: string
  imports: { path: string; kind: string; external?: boolean }[]
  inputs: Record<string, unknown>
}
let outputs: Record<string, Output>

beforeAll(() => {
  execFileSync(process.execPath, [path.join(ROOT, 'scripts', 'build.mjs')])
  outputs = JSON.parse(readFileSync(path.join(ROOT, '.build', 'web-meta.json'), 'utf8')).outputs
}, 60_000)

/** The script and everything that it imports statically, so before its first line runs. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const output = outputs[file]
  if (output === undefined) throw new Error(`${file} was not built`)
  for (const { path: imported, kind, external } of output.imports) {
    if (kind === 'import-statement' && external !== true) withImports(imported, seen)
  }
  return seen
}

/** The chunk that a module which is loaded later begins with. */
function chunkOf(source: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source)
  if (found === undefined) throw new Error(`${source} is no chunk of its own`)
  return found[0]
}

const weight = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(ROOT, file))).length, 0)

test('the page stands after 20 kB: its text, styles, signs, script and words', () => {
  const html = readFileSync(path.join(ROOT, WEB, 'index.html'), 'utf8')
  const linked = [...html.matchAll(/(?:href|src)="(\/[\w/-]+\.(?:css|svg))/g)].map(
    ([, url]) => `${WEB}${url}`,
  )
  expect(linked).toEqual(expect.arrayContaining([`${WEB}/styles/verify.css`, `${WEB}/icons.svg`]))
  const scripts = withImports(`${WEB}/verify.js`)
  withImports(chunkOf('web/messages/en.ts'), scripts)
  expect(scripts).not.toContain(`${WEB}/verifier.js`)
  expect(weight(new Set([`${WEB}/index.html`, ...linked, ...scripts]))).toBeLessThanOrEqual(20 * KILOBYTE)
})

test('the verifier starts after 60 kB; what few credentials need comes later', () => {
  const first = withImports(`${WEB}/verifier.js`)
  expect(weight(first)).toBeLessThanOrEqual(60 * KILOBYTE)
  const modules = [...first].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}))
  expect(modules).toContain('worker/credential/verify/index.ts')
  const later = ['jsonld', 'pdf-lib', 'fflate', 'json-schema', 'cborg', 'sd-jwt/', 'openbadges2/', 'legacy']
  for (const name of later) {
    expect(modules.filter((module) => module.includes(`/${name}`))).toEqual([])
  }
})

test('what the verifier is made of is one file: many small ones compress worse', () => {
  const heavy = [...withImports(`${WEB}/verifier.js`)].filter((file) => weight([file]) > KILOBYTE)
  expect(heavy.length).toBeLessThanOrEqual(2)
})

test('the widget weighs no more than 6 kB on a stranger’s page', () => {
  expect(weight(withImports(`${WEB}/widget.js`))).toBeLessThanOrEqual(6 * KILOBYTE)
})

test('the Worker weighs no more than 300 kB', async () => {
  expect(gzipSync(await bundleWorker(ROOT)).length).toBeLessThanOrEqual(300 * KILOBYTE)
}, 60_000)
