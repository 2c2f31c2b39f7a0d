// npm run fuzz [seconds] [first seed]: random documents through both canonicalizers, of bundled and of random contexts; genuine credentials, changed at
// random, through the whole verifier; tokens, status lists and baked pictures changed by their meaning. The time is
// shared out evenly. Exits 1 when any answer is wrong.
import { importTypeScript } from './import-typescript.mjs'

const [seconds = '60', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const runs = [
  (await importTypeScript('test/fuzz/run.ts')).fuzz,
  (await importTypeScript('test/fuzz/contexts.ts')).fuzzContexts,
  (await importTypeScript('test/fuzz/reading.ts')).fuzzReading,
  (await importTypeScript('test/fuzz/tokens.ts')).fuzzTokens,
  (await importTypeScript('test/fuzz/status.ts')).fuzzStatus,
  (await importTypeScript('test/fuzz/baking.ts')).fuzzBaking,
]
let wrong = 0
for (const run of runs) wrong += await run(Number(seconds) / runs.length, Number(seed))
process.exitCode = wrong === 0 ? 0 : 1
