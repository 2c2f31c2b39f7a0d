/** The house rules that a reader relies on: which room may know which, where SQL and the clock may stand. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..', '..')

/** Rooms of worker/ from the inside out: a room imports itself and rooms above it in this list. */
const INWARD = [
  ['credential'],
  ['storage', 'jobs.ts', 'problem.ts'],
  ['http', 'keys', 'edge'],
  ['issuing', 'webhooks'],
  ['vendors'],
  ['deps.ts', 'compose.ts', 'openapi'],
  ['routes', 'pages', 'mail'],
  ['app.ts', 'index.ts', 'reference'],
]

const files = ['worker', 'web'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.endsWith('.generated.ts'))
    .map((name) => ({
      name: `${folder}/${name.split(path.sep).join('/')}`,
      text: readFileSync(path.join(ROOT, folder, name), 'utf8'),
    })),
)

const room = (file: string) => file.split('/')[1] ?? ''
const rank = (file: string) => INWARD.findIndex((rooms) => rooms.includes(room(file)))

/** Value imports only: a type creates no dependency at run time. */
function imports({ name, text }: { name: string; text: string }): string[] {
  const found = [
    ...text.matchAll(/(?:import|export)\s+(?!type\b)[^'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g),
  ]
  return found.map((match) => path.posix.join(path.posix.dirname(name), match[1] ?? match[2] ?? ''))
}

test('imports point inward: no room of the Worker reaches for a room outside it', () => {
  const wrong = files
    .filter((file) => file.name.startsWith('worker/') && rank(file.name) >= 0)
    .flatMap((file) =>
      imports(file)
        .filter((target) => target.startsWith('worker/') && rank(target) > rank(file.name))
        .map((target) => `${file.name} → ${target}`),
    )
  expect(wrong).toEqual([])
})

test('no file needs itself, by whatever way round: types count', () => {
  const names = new Set(files.map(({ name }) => name))
  const needs = new Map(
    files.map(({ name, text }) => [
      name,
      [...text.matchAll(/\b(?:from|import)[ (]'(\.[^']+)'/g)]
        .map((match) => path.posix.join(path.posix.dirname(name), match[1] ?? ''))
        .filter((target) => names.has(target)),
    ]),
  )
  const circles: string[] = []
  const left = new Set<string>()
  const walk = (name: string, way: readonly string[]) => {
    const at = way.indexOf(name)
    if (at >= 0) circles.push([...way.slice(at), name].join(' → '))
    if (at >= 0 || left.has(name)) return
    for (const target of needs.get(name) ?? []) walk(target, [...way, name])
    left.add(name)
  }
  for (const name of names) walk(name, [])
  expect(circles).toEqual([])
})

test('the credential core reads no clock and makes no request', () => {
  const impure = files
    .filter((file) => file.name.startsWith('worker/credential/'))
    .filter(({ text }) =>
      /\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bfetch\(|\bXMLHttpRequest\b/.test(text),
    )
    .map(({ name }) => name)
  expect(impure).toEqual([])
})

test('SQL stands in worker/storage and nowhere else', () => {
  const sql = files
    .filter((file) => file.name.startsWith('worker/') && !file.name.startsWith('worker/storage/'))
    .filter(({ text }) =>
      /\.prepare\(|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+\w+\s+(FROM|SET|WHERE|\()/.test(text),
    )
    .map(({ name }) => name)
  expect(sql).toEqual([])
})

test('no schema is made before a request needs it: all of them would be most of the Worker’s start', () => {
  const atStart = files
    .filter(({ text }) => /^(?:export )?const \w+(?:: [^=\n]+)? =\s+(?:z\b|\{[^}]*: z\b)/m.test(text))
    .map(({ name }) => name)
  expect(atStart).toEqual([])
})

test('nothing on a page is made from markup in a string', () => {
  const markup = files
    .filter((file) => file.name.startsWith('web/'))
    .filter(({ text }) =>
      /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(/.test(text),
    )
    .map(({ name }) => name)
  expect(markup).toEqual([])
})

test('a source file stays short enough to be read in one sitting', () => {
  const long = files
    .map(({ name, text }) => ({ name, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > 260)
  expect(long).toEqual([])
})

test('every sign that a page names is drawn in icons.svg', () => {
  const drawn = new Set(
    [...readFileSync(path.join(ROOT, 'web/static/icons.svg'), 'utf8').matchAll(/ id="([^"]+)"/g)].map(
      ([, id]) => id,
    ),
  )
  const named = files.flatMap(({ name, text }) =>
    [...text.matchAll(/\bicon\('([a-z-]+)'|icons\.svg#([a-z-]+)/g)].map(([, call, link]) => ({
      name,
      sign: call ?? link ?? '',
    })),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(({ sign }) => !drawn.has(sign))).toEqual([])
})
