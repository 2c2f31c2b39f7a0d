/** The page's language: chosen, kept, and applied; texts are small files that load when needed. English is the source. */
import type { Messages } from '../messages/en.ts'

export const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ar', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]
export type MessageKey = keyof Messages

const FILES: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('../messages/en.ts'),
  es: () => import('../messages/es.ts'),
  fr: () => import('../messages/fr.ts'),
  de: () => import('../messages/de.ts'),
  pt: () => import('../messages/pt.ts'),
  ar: () => import('../messages/ar.ts'),
  zh: () => import('../messages/zh.ts'),
}

/** `?lang=`, else what was chosen before, else the first of the browser's that there is. */
export function preferredLanguage(): Language {
  const asked = [new URLSearchParams(location.search).get('lang'), remembered(), ...navigator.languages]
  for (const tag of asked) {
    const language = LANGUAGES.find((known) => known === tag?.toLowerCase().split('-')[0])
    if (language) return language
  }
  return 'en'
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem('language', language)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem('language')
  } catch {
    return null
  }
}

export async function loadMessages(language: Language): Promise<Messages> {
  return (await FILES[language]()).messages
}

/** Writes the texts of elements that carry `data-t` (content) or `data-t-label` (aria-label), and the page's language. */
export function translatePage(language: Language, messages: Messages): void {
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
  document.title = `${messages.title} · Laurel`
  for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) {
    element.textContent = messages[element.dataset.t as MessageKey]
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-t-label]')) {
    element.ariaLabel = messages[element.dataset.tLabel as MessageKey]
  }
}
