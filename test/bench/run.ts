/** What scripts/bench.mjs runs, in Node. */
import { coreGroups } from './core.ts'
import { type MeasureOptions, measure } from './measure.ts'
import { digitalBazaar, verifierCore } from './peers.ts'
import type { BenchReport } from './report.ts'

export { compared } from './compare.ts'
export { signedSample } from './core.ts'
export { benchEvents } from './events.ts'
export { firstVerification } from './first-call.ts'
export { benchHttp } from './http.ts'
export { benchLab } from './lab.ts'
export { asMarkdown, asText, type BenchReport } from './report.ts'
export { bundleSizes } from './sizes.ts'
export { workerStart } from './start.ts'
export { benchInWorkerd } from './workerd.ts'

export async function benchCore(options: MeasureOptions): Promise<BenchReport['groups']> {
  const groups: BenchReport['groups'] = []
  for (const { title, cases } of await coreGroups({ digitalBazaar, verifierCore })) {
    groups.push({ title, measurements: await measure(cases, options) })
  }
  return groups
}
