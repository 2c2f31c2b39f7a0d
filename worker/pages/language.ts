/**
 * The language of a page: what was asked for, else the best that the visitor's browser names. English is part of the
 * Worker; the others are served files (scripts/build.mjs), read when first needed and kept while the isolate lives.
 */
import { en, type PageMessages, type Translate } from './messages/en.ts'

export const PAGE_LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ar', 'zh'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

/** Null where there are none. */
export type LoadMessages = (language: PageLanguage) => Promise<Partial<PageMessages> | null>

const kept = new Map<PageLanguage, PageMessages>([['en', en]])

export interface Wording {
  language: PageLanguage
  direction: 'ltr' | 'rtl'
  t: Translate
  /** ISO 8601 → a date in words, in UTC; the text itself where it is no date. */
  date: (iso: string) => string
  /** Where there is little room. */
  month: (iso: string) => string
  time: (iso: string) => string
}

export async function wordingFor(
  asked: string | undefined,
  acceptLanguage: string | undefined,
  load: LoadMessages,
): Promise<Wording> {
  const language = chosen(asked, acceptLanguage)
  const known = kept.get(language)
  if (known) return wording(language, known)
  const loaded = await load(language)
  if (loaded === null) return wording('en', en)
  const messages = { ...en, ...loaded }
  kept.set(language, messages)
  return wording(language, messages)
}

export function messagesFrom(assets: Fetcher): LoadMessages {
  return async (language) => {
    const response = await assets.fetch(`https://assets.invalid/page-messages/${language}.json`)
    if (response.ok && response.headers.get('content-type')?.includes('json')) return await response.json()
    await response.body?.cancel()
    return null
  }
}

export function wording(language: PageLanguage = 'en', messages: PageMessages = en): Wording {
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
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    t: (key, params = {}) =>
      messages[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)),
    date: format({ dateStyle: 'long' }),
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
