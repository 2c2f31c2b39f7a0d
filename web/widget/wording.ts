/** What the widget says. English is in it; other languages are small files that load when an element asks for one. */
import { words as english, type WidgetWords } from './words/en.ts'

const LANGUAGES: Record<string, () => Promise<{ words: WidgetWords }>> = {
  es: () => import('./words/es.ts'),
  fr: () => import('./words/fr.ts'),
  de: () => import('./words/de.ts'),
  pt: () => import('./words/pt.ts'),
  ar: () => import('./words/ar.ts'),
  zh: () => import('./words/zh.ts'),
}

/** `tag` is a BCP 47 tag. A language that is not there, or a file that does not load, is English. */
export async function wordsFor(tag: string): Promise<{ language: string; words: WidgetWords }> {
  const language = tag.toLowerCase().split('-')[0] ?? ''
  const load = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined
  try {
    if (load) return { language, words: (await load()).words }
  } catch {
    // The card then speaks English; its verdict does not depend on it.
  }
  return { language: 'en', words: english }
}
