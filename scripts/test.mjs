/**
 * `npm test`: types, lint and format, unit and Worker tests, and the browser tests where a Chromium is found.
 * Works as the first command in a fresh clone, on Node 20 too. Ends with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { installOnce, ROOT } from './environment.mjs'

installOnce()

const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name)
const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0

let passed = 0
let failed = 0
const step = (name, good) => {
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name}`)
  if (good) passed++
  else failed++
}

step('the pages build', run(process.execPath, ['scripts/build.mjs']))
for (const project of ['.', 'web', 'test']) step(`types: ${project}`, run(bin('tsc'), ['-p', project]))
step('lint and format', run(bin('biome'), ['ci', '--error-on-warnings', '--log-level=warn', '.']))

const chromium = findChromium()
const projects = ['core', 'worker', 'start', ...(chromium ? ['browser'] : [])]
const results = path.join(ROOT, '.build', 'test-results.json')
mkdirSync(path.dirname(results), { recursive: true })
rmSync(results, { force: true })
const green = run(
  bin('vitest'),
  [
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
  ],
  { npm_config_update_notifier: 'false', ...(chromium ? { CHROMIUM: chromium } : {}) },
)
const counted = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : undefined
passed += counted?.numPassedTests ?? 0
failed += counted?.numFailedTests ?? 0
// A file that did not load, or a crash outside any test, fails the run without a failed test.
if (!green && !counted?.numFailedTests) failed++

if (!chromium) {
  console.log('\n*** NO CHROMIUM FOUND: THE BROWSER TESTS DID NOT RUN. ***')
  console.log('*** Install one (Debian: apt-get install chromium) or set CHROMIUM=/path/to/it. ***\n')
  if (process.env.LAUREL_REQUIRE_BROWSER === '1') failed++
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function findChromium() {
  const known = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return known.find((file) => file && existsSync(file))
}
