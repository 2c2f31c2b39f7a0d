// npm run fuzz [seconds] [first seed]: random documents through both canonicalizers, and genuine credentials, changed at
// random, through the whole verifier. Exits 1 when any answer is wrong.
import { importTypeScript } from './import-typescript.mjs'

const [seconds = '60', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const { fuzz } = await importTypeScript('test/fuzz/run.ts')
const { fuzzReading } = await importTypeScript('test/fuzz/reading.ts')
const each = Number(seconds) / 2
const wrong = (await fuzz(each, Number(seed))) + (await fuzzReading(each, Number(seed)))
process.exitCode = wrong === 0 ? 0 : 1
