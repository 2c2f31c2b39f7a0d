/**
 * The ways in which vendors write a time. Pure. Read by hand, not with `Date.parse`, whose leniency differs by engine.
 * Covers: Z, `+00:00`, `+0000`, `+00`, space for T, no zone, 1 to 9 fraction digits, a date alone, Unix seconds
 * (whole or float) and milliseconds, each as number or text.
 */

export type TimeFormat =
  /** ISO 8601 in the vendors' spellings. A time without a zone is refused. */
  | 'iso'
  /** The same; a time without a zone is UTC. */
  | 'iso-or-utc'
  | 'unix-seconds'
  | 'unix-milliseconds'

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/

/** Milliseconds since the epoch, or undefined. */
export function readTime(value: unknown, format: TimeFormat): number | undefined {
  if (format === 'unix-seconds' || format === 'unix-milliseconds') {
    const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return undefined
    return inRange(Math.round(format === 'unix-seconds' ? number * 1000 : number))
  }
  return typeof value === 'string' ? readIso(value.trim(), format === 'iso-or-utc') : undefined
}

function readIso(text: string, zoneIsOptional: boolean): number | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match
  if (zone === undefined && !zoneIsOptional) return undefined
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [y, m, d, h, min, s] = parts
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3))
  const utc = Date.UTC(y, m - 1, d, h, min, Math.min(s, 59), ms)
  const back = new Date(utc)
  const real = back.getUTCMonth() === m - 1 && back.getUTCDate() === d && h < 24 && min < 60 && s <= 60
  return real ? inRange(utc - offsetMinutes(zone) * 60_000) : undefined
}

function offsetMinutes(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '')
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0))
}

/** 1970 to 9999: a misread unit (seconds as milliseconds and the other way) mostly falls out. */
function inRange(ms: number): number | undefined {
  return ms > 0 && ms < Date.UTC(10_000, 0) ? ms : undefined
}
