/** All that turns a report into words of one language: texts, findings, dates, numbers. Given to every part of the view. */
import type { MessageCode } from '../../worker/credential/messages/en.ts'
import type { FindingTexts } from '../../worker/credential/messages/translations.ts'
import { WORD_PARAMS, type Word } from '../../worker/credential/messages/words.ts'
import type { Problem, VerificationReport } from '../../worker/credential/verify/report.ts'
import { type Language, loadMessages, type MessageKey } from '../page/i18n.ts'
import { loadFindings } from './findings.ts'

export interface Telling {
  language: Language
  t: (key: MessageKey, params?: Record<string, string | number>) => string
  /** A finding in this language by its code; the report's own English where the code is newer than the texts. */
  problem: (problem: Problem) => string
  sentence: (report: VerificationReport) => string
  /** ISO 8601 → '3 May 2026'; the text as it is where it is no date. */
  date: (iso: string | null) => string
  dateTime: (iso: string | null) => string
  /** 'just now', '3 minutes ago', or the date and time when it is older than a day. */
  ago: (iso: string, now?: Date) => string
  number: (value: number) => string
  list: (values: string[]) => string
  bytes: (count: number) => string
}

export async function telling(language: Language): Promise<Telling> {
  const [messages, findings] = await Promise.all([loadMessages(language), loadFindings(language)])
  const locale = localeOf(language)
  const longDate = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  const longTime = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale)

  const dated = (format: Intl.DateTimeFormat) => (iso: string | null) => {
    const time = iso === null ? Number.NaN : Date.parse(iso)
    return Number.isNaN(time) ? (iso ?? '') : format.format(time)
  }
  const date = dated(longDate)
  const dateTime = dated(longTime)
  const words = (params: Record<string, string | number> = {}) =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        spoken(wordOf(findings, name, value) ?? value, date, numbers),
      ]),
    )
  const finding = (code: string, params: Problem['params'], otherwise: string) => {
    const text = findings[code as MessageCode]
    return text === undefined ? otherwise : fill(text, words(params))
  }

  return {
    language,
    t: (key, params) => fill(messages[key], params),
    problem: ({ code, params, text }) => finding(code, params, text),
    sentence: ({ sentence }) => finding(sentence.code, sentence.params, sentence.text),
    date,
    dateTime,
    ago: (iso, now = new Date()) => {
      const seconds = (now.getTime() - Date.parse(iso)) / 1000
      if (Number.isNaN(seconds)) return iso
      if (seconds < 60) return messages['just-now']
      if (seconds < 3600) return relative.format(-Math.round(seconds / 60), 'minute')
      if (seconds < 86_400) return relative.format(-Math.round(seconds / 3600), 'hour')
      return dateTime(iso)
    },
    number: (value) => numbers.format(value),
    list: (values) => lists.format(values),
    bytes: (count) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: count < 1_000_000 ? 'kilobyte' : 'megabyte',
        maximumFractionDigits: 1,
      }).format(count < 1_000_000 ? count / 1000 : count / 1_000_000),
  }
}

/** The visitor's own variant of the language (en-GB, pt-BR), for dates and numbers; else the language at large. */
function localeOf(language: Language): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === language)
  return own ?? (language === 'en' ? 'en-GB' : language)
}

/** A placeholder's value in this language where it is a word of our own; what strangers wrote is left as it is. */
function wordOf({ words }: FindingTexts, name: string, value: string | number): string | undefined {
  const isOurs = (WORD_PARAMS as readonly string[]).includes(name) && Object.hasOwn(words ?? {}, value)
  return isOurs ? words?.[value as Word] : undefined
}

/** Values of findings as a person reads them: instants as dates. */
function spoken(value: string | number, date: (iso: string) => string, numbers: Intl.NumberFormat): string {
  if (typeof value === 'number') return numbers.format(value)
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value) ? date(value) : value
}

function fill(text: string, params: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
