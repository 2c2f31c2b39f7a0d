// npm run fuzz [seconds] [first seed]: compares the canonicalizers on random documents. Exits 1 when any differ.
import { importTypeScript } from './import-typescript.mjs'

const [seconds = '60', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const { fuzz } = await importTypeScript('test/fuzz/run.ts')
process.exitCode = (await fuzz(Number(seconds), Number(seed))) === 0 ? 0 : 1
