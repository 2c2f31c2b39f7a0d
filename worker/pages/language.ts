/**
 * The language of a page: what was asked for, else the best that the visitor's browser names. English is part of the
 * Worker; the others are served files (scripts/build.mjs), read when first needed and kept while the isolate lives.
 */
import type { MessageCode } from '../credential/messages/en.ts'
import type { FindingTexts } from '../credential/messages/translations.ts'
import { WORD_PARAMS, type Word } from '../credential/messages/words.ts'
import type { Problem } from '../credential/verify/report.ts'
import { en, type PageMessages, type Translate } from './messages/en.ts'

const PAGE_LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ar', 'zh'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

/** What the pages say, and what the verifier finds. */
export interface LanguageTexts {
  messages: Partial<PageMessages>
  findings: FindingTexts
}

/** Null where there are none. */
export type LoadTexts = (language: PageLanguage) => Promise<LanguageTexts | null>

const PLACEHOLDER = /\{(\w+)\}/g
const INSTANT = /^\d{4}-\d\d-\d\dT/

/** Findings tell themselves in English. */
const ENGLISH: LanguageTexts = { messages: en, findings: {} }

const kept = new Map<PageLanguage, LanguageTexts>([['en', ENGLISH]])

export interface Wording {
  language: PageLanguage
  direction: 'ltr' | 'rtl'
  t: Translate
  /** A finding of the verifier, in its own English where its code is newer than the texts. */
  finding: (problem: Problem) => string
  /** ISO 8601 → a date in words, in UTC; the text itself where it is no date. */
  date: (iso: string) => string
  /** Where there is little room. */
  month: (iso: string) => string
  time: (iso: string) => string
}

export async function wordingFor(
  asked: string | undefined,
  acceptLanguage: string | undefined,
  load: LoadTexts,
): Promise<Wording> {
  const language = chosen(asked, acceptLanguage)
  const texts = kept.get(language) ?? (await load(language))
  if (texts === null) return wording()
  kept.set(language, texts)
  return wording(language, texts)
}

export function textsFrom(assets: Fetcher): LoadTexts {
  return (language) => servedTexts(assets, language)
}

/** What was built as `page-messages/{name}.json`; null where it is not there. */
export async function servedTexts<Texts>(assets: Fetcher, name: string): Promise<Texts | null> {
  const response = await assets.fetch(`https://assets.invalid/page-messages/${name}.json`)
  if (response.ok && response.headers.get('content-type')?.includes('json')) return await response.json()
  await response.body?.cancel()
  return null
}

export function filled(text: string, params: Record<string, string | number> = {}): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => String(params[name] ?? whole))
}

export function wording(language: PageLanguage = 'en', texts: LanguageTexts = ENGLISH): Wording {
  const messages: PageMessages = { ...en, ...texts.messages }
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...options,
      timeZone: 'UTC',
    })
    return (iso: string) => {
      const date = new Date(iso)
      return Number.isNaN(date.getTime()) ? iso : formatter.format(date)
    }
  }
  const date = format({ dateStyle: 'long' })
  const { words = {} } = texts.findings
  /** A placeholder's value: a word of our own in the language, an instant as a date, what strangers wrote as it is. */
  const told = (name: string, value: string | number) => {
    const isOurs = (WORD_PARAMS as readonly string[]).includes(name) && Object.hasOwn(words, value)
    if (isOurs) return words[value as Word] ?? ''
    return INSTANT.test(String(value)) ? date(String(value)) : String(value)
  }
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    t: (key, params) => filled(messages[key], params),
    finding: ({ code, params = {}, text }) => {
      const translated = texts.findings[code as MessageCode]
      if (translated === undefined) return text
      return translated.replace(PLACEHOLDER, (whole, name: string) => told(name, params[name] ?? whole))
    },
    date,
    month: format({ year: 'numeric', month: 'short' }),
    time: format({ dateStyle: 'medium', timeStyle: 'short' }),
  }
}

function chosen(asked: string | undefined, acceptLanguage = ''): PageLanguage {
  const ranked = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
  for (const tag of [asked, ...ranked]) {
    const found = PAGE_LANGUAGES.find((language) => language === tag?.toLowerCase().split('-')[0])
    if (found) return found
  }
  return 'en'
}
