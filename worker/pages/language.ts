/** The language of a page: what was asked for, else the best that the visitor's browser names. Pure. */
import { ar } from './messages/ar.ts'
import { de } from './messages/de.ts'
import { en, type PageMessages, type Translate } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { pt } from './messages/pt.ts'
import { zh } from './messages/zh.ts'

export const PAGE_LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ar', 'zh'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

const MESSAGES: Record<PageLanguage, PageMessages> = { en, es, fr, de, pt, ar, zh }

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

export function wordingFor(asked: string | undefined, acceptLanguage: string | undefined): Wording {
  return wording(chosen(asked, acceptLanguage))
}

export function wording(language: PageLanguage): Wording {
  const messages = MESSAGES[language]
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
