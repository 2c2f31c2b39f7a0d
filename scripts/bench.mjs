/**
 * npm run bench [-- --quick] [--core | --http | --lab] [--json FILE] [--readme] | [--compare BEFORE.json AFTER.json]
 * Measures the core in this process and in workerd, the whole Worker over loopback HTTP, and the pages in Chromium
 * (--lab), beside the bare signatures and the libraries that others build on. --json writes the result as data,
 * --compare shows two such files side by side; --readme puts the table between the README's bench markers.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from './environment.mjs'
import { importTypeScript } from './import-typescript.mjs'

const { values: options, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    core: { type: 'boolean' },
    http: { type: 'boolean' },
    lab: { type: 'boolean' },
    json: { type: 'string' },
    readme: { type: 'boolean' },
    first: { type: 'string' },
    memory: { type: 'boolean' },
    compare: { type: 'boolean' },
  },
  allowPositionals: true,
})
// In that process alone, so that the tools of the rest are not counted with it.
const bench = await importTypeScript(options.memory ? 'test/bench/memory.ts' : 'test/bench/run.ts')

if (options.compare) {
  const [before, after] = positionals.map((file) => JSON.parse(readFileSync(file, 'utf8')))
  if (after === undefined) throw new Error('--compare wants two files that --json wrote')
  console.log(bench.compared(before, after))
} else if (options.memory) {
  console.log(JSON.stringify(await bench.memoryOfVerifying(globalThis.gc)))
} else if (options.first) {
  // Like --memory a process of its own, started by the run below.
  console.log(JSON.stringify(await bench.firstVerification(JSON.parse(readFileSync(options.first, 'utf8')))))
} else {
  await run()
}

async function run() {
  spawnSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' })
  const effort = options.quick ? { rounds: 3, roundMs: 60 } : { rounds: 15, roundMs: 200 }
  const groups = []
  const only = options.core || options.http || options.lab
  if (!only || options.core) groups.push(...(await bench.benchCore(effort)))
  const inWorkerd = only && !options.core ? undefined : await bench.benchInWorkerd(ROOT, effort)
  groups.push(...(inWorkerd?.groups ?? []))
  if (!only || options.http) {
    const port = Number(process.env.PORT ?? 8799)
    groups.push(...(await bench.benchHttp(ROOT, port, effort)))
    groups.push(await bench.benchEvents(ROOT, port, { singles: options.quick ? 5 : 20 }))
  }
  const started = !only || options.core ? await bench.workerStart(ROOT) : undefined
  const report = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} processors`,
    runtime: `Node ${process.versions.node}`,
    load: (os.loadavg()[0] ?? 0) / os.cpus().length,
    groups,
    firstVerification: await firstVerification(),
    firstInIsolate: inWorkerd?.firstVerification,
    workerStart: started?.start,
    firstRequest: started?.firstRequest,
    memory: !only || options.core ? memoryOfVerifying() : undefined,
    sizes: await bench.bundleSizes(ROOT),
    lab: !only || options.lab ? await bench.benchLab(ROOT) : [],
  }
  console.log(bench.asText(report))
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  if (options.readme) writeReadme(bench.asMarkdown(report))
}

/** The best of five fresh processes: what else the machine does only ever adds to it. */
async function firstVerification() {
  const file = path.join(os.tmpdir(), `laurel-bench-${process.pid}.json`)
  writeFileSync(file, JSON.stringify(await bench.signedSample()))
  const runs = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(process.execPath, [import.meta.filename, '--first', file], {
      encoding: 'utf8',
    })
    return JSON.parse(stdout)
  })
  return runs.sort((a, b) => a.ms - b.ms)[0]
}

function memoryOfVerifying() {
  const args = ['--expose-gc', import.meta.filename, '--memory']
  return JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout)
}

function writeReadme(table) {
  const file = path.join(ROOT, 'README.md')
  const text = readFileSync(file, 'utf8')
  const [start, end] = ['<!-- bench -->', '<!-- /bench -->']
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md has no ${start} … ${end}`)
  writeFileSync(file, `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`)
}
