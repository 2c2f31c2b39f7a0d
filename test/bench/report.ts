/** The benchmark's result as data and as Markdown. Pure. */
import type { LabResult } from './lab.ts'
import type { Measurement } from './measure.ts'
import type { MemoryUse } from './memory.ts'
import type { Size } from './sizes.ts'

export interface BenchReport {
  date: string
  machine: string
  runtime: string
  /** Processes waiting for a processor while it ran, a minute's average, over processors: above 1 the figures are low. */
  load: number
  groups: { title: string; measurements: Measurement[] }[]
  firstVerification?: { ms: number; cpu: number }
  /** Milliseconds, in workerd. */
  firstInIsolate?: number
  /** Milliseconds of processor time, over a Worker with nothing in it. */
  workerStart?: number
  /** Milliseconds of processor time of the first request after it: a badge is verified. */
  firstRequest?: number
  memory?: MemoryUse
  sizes: Size[]
  /** Empty where it was not asked for, or there is no Chromium. */
  lab: LabResult[]
}

export function asText({
  groups,
  sizes,
  lab,
  firstVerification,
  firstInIsolate,
  workerStart,
  firstRequest,
  memory,
  ...run
}: BenchReport): string {
  const lines = [`${run.machine}; ${run.runtime}; ${run.date}; load ${run.load.toFixed(1)} a processor`]
  for (const { title, measurements } of groups) {
    lines.push(
      '',
      title.padEnd(60) +
        ['per s', 'p50 ms', 'p99 ms', 'CPU ms', 'ratio'].map((head) => head.padStart(10)).join(''),
    )
    for (const one of measurements)
      lines.push(
        `  ${one.name.padEnd(58)}${cells(one)
          .map((cell) => cell.padStart(10))
          .join('')}`,
      )
  }
  if (firstVerification)
    lines.push(
      '',
      `First verification in a fresh process: ${firstVerification.ms.toFixed(1)} ms, ${firstVerification.cpu.toFixed(1)} ms CPU`,
    )
  if (firstInIsolate !== undefined)
    lines.push(`First verification in a fresh isolate of workerd: ${firstInIsolate.toFixed(1)} ms`)
  if (workerStart !== undefined) lines.push(startSentence(workerStart, firstRequest))
  if (memory) lines.push(memorySentence(memory))
  for (const { name, bytes, gzipBytes } of sizes)
    lines.push(`${name}: ${kilobytes(bytes)}, ${kilobytes(gzipBytes)} compressed`)
  for (const one of lab) lines.push(`${one.name}: ${labCells(one).join(', ')}`)
  return lines.join('\n')
}

export function asMarkdown({
  groups,
  sizes,
  lab,
  firstVerification,
  firstInIsolate,
  workerStart,
  firstRequest,
  memory,
  ...run
}: BenchReport): string {
  const lines = [
    `Made by \`npm run bench -- --readme\` on ${run.date}: ${run.machine}, ${run.runtime}, load ${run.load.toFixed(1)} a processor.`,
    'Ratio: how many times as long as the baseline above it (—), by the fastest tenth of each in one interleaved run.',
    '',
    '| | per second | p50 ms | p99 ms | CPU ms | ratio |',
    '|---|--:|--:|--:|--:|--:|',
  ]
  for (const { title, measurements } of groups) {
    lines.push(`| **${title}** | | | | | |`)
    for (const one of measurements) lines.push(`| ${one.name} | ${cells(one).join(' | ')} |`)
  }
  if (firstVerification) {
    lines.push(
      '',
      `First verification in a fresh process, contexts and key included: ${firstVerification.ms.toFixed(1)} ms (${firstVerification.cpu.toFixed(1)} ms CPU).`,
    )
  }
  if (firstInIsolate !== undefined)
    lines.push('', `First verification in a fresh isolate of workerd: ${firstInIsolate.toFixed(1)} ms.`)
  if (workerStart !== undefined) lines.push('', startSentence(workerStart, firstRequest))
  if (memory) lines.push('', memorySentence(memory))
  lines.push('', '| shipped | minified | compressed |', '|---|--:|--:|')
  for (const { name, bytes, gzipBytes } of sizes)
    lines.push(`| ${name} | ${kilobytes(bytes)} | ${kilobytes(gzipBytes)} |`)
  if (lab.length > 0) {
    lines.push(
      '',
      'In headless Chromium on loopback, a fresh context each time, medians. Verdict: from the paste, or from navigation where it begins by itself; warm: pasted again.',
      '',
      `| in the browser | ${LAB_HEADS.join(' | ')} |`,
      `|---|${'--:|'.repeat(LAB_HEADS.length)}`,
      ...lab.map((one) => `| ${one.name} | ${labCells(one).join(' | ')} |`),
    )
  }
  return lines.join('\n')
}

function startSentence(ms: number, firstRequest?: number): string {
  const start = `Worker start, the script read, compiled and evaluated: ${ms.toFixed(0)} ms of CPU`
  return firstRequest === undefined
    ? `${start}.`
    : `${start}; its first request then, a badge verified: ${firstRequest.toFixed(0)} ms.`
}

function memorySentence({ verifications, issuers, heap, resident }: MemoryUse): string {
  const [before, halfway, end] = heap.map((bytes) => (bytes / 1e6).toFixed(1))
  return `Memory of a Node process over ${verifications.toLocaleString('en')} verifications of ${issuers} issuers' badges: heap ${before} MB before, ${halfway} MB half way, ${end} MB at the end; ${Math.round(resident / 1e6)} MB resident.`
}

function cells({ perSecond, p50, p99, cpu, ratio }: Measurement): string[] {
  const count = perSecond >= 100 ? Math.round(perSecond).toLocaleString('en') : perSecond.toFixed(1)
  return [
    count,
    ms(p50),
    ms(p99),
    ms(cpu),
    ratio === undefined ? '—' : `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`,
  ]
}

function ms(value: number): string {
  if (Number.isNaN(value)) return ''
  return value >= 10 ? value.toFixed(0) : value.toFixed(value < 1 ? 3 : 2)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

const LAB_HEADS = [
  'first contentful paint',
  'largest',
  'layout shift',
  'console errors',
  'loaded (gzip)',
  'verdict, cold',
  'warm',
]

function labCells({
  firstPaint,
  largestPaint,
  shift,
  consoleErrors,
  requests,
  gzipBytes,
  verdict,
}: LabResult): string[] {
  const milliseconds = (value: number | undefined) => (value === undefined ? '' : `${Math.round(value)} ms`)
  return [
    milliseconds(firstPaint),
    milliseconds(largestPaint),
    shift === 0 ? '0' : shift.toFixed(3),
    String(consoleErrors),
    `${kilobytes(gzipBytes)} in ${requests}`,
    milliseconds(verdict?.cold),
    milliseconds(verdict?.warm),
  ]
}
