/** Two kept runs of the benchmark side by side (`--compare`). Pure. */
import type { BenchReport } from './report.ts'

/**
 * By the fastest tenth of each case; the last column is how the ratio to the bare signature changed, which the machine's
 * mood disturbs least. Cases that only one run has are left out.
 */
export function compared(before: BenchReport, after: BenchReport): string {
  const old = new Map(casesOf(before).map(({ key, measurement }) => [key, measurement]))
  const head = ['before ms', 'after ms', 'change', 'ratio before', 'ratio after']
  const lines = [`${before.date} (${before.runtime}) and ${after.date} (${after.runtime})`]
  lines.push(' '.repeat(76) + head.map((title) => title.padStart(13)).join(''))
  for (const { key, measurement } of casesOf(after)) {
    const then = old.get(key)
    if (then === undefined) continue
    const cells = [
      then.p10.toFixed(3),
      measurement.p10.toFixed(3),
      percent(measurement.p10 / then.p10),
      then.ratio?.toFixed(2) ?? '',
      measurement.ratio?.toFixed(2) ?? '',
    ]
    lines.push(key.slice(0, 75).padEnd(76) + cells.map((cell) => cell.padStart(13)).join(''))
  }
  return lines.join('\n')
}

function casesOf({ groups }: BenchReport) {
  return groups.flatMap(({ title, measurements }) =>
    measurements.map((measurement) => ({
      key: `${title.split(/[,(]/)[0]?.trim()}: ${measurement.name}`,
      measurement,
    })),
  )
}

function percent(factor: number): string {
  const change = Math.round((factor - 1) * 100)
  return `${change > 0 ? '+' : ''}${change} %`
}
