/** The texts of findings (worker/credential/messages) in the page's language, loaded when needed. */
import type { FindingTexts } from '../../worker/credential/messages/translations.ts'
import type { Language } from '../page/i18n.ts'

const FILES: Record<Language, () => Promise<FindingTexts>> = {
  en: async () => {
    const [{ en }, { enWords }] = await Promise.all([
      import('../../worker/credential/messages/en.ts'),
      import('../../worker/credential/messages/en-words.ts'),
    ])
    return { ...en, words: enWords }
  },
  es: async () => (await import('../../worker/credential/messages/es.ts')).es,
  fr: async () => (await import('../../worker/credential/messages/fr.ts')).fr,
  de: async () => (await import('../../worker/credential/messages/de.ts')).de,
  pt: async () => (await import('../../worker/credential/messages/pt.ts')).pt,
  ar: async () => (await import('../../worker/credential/messages/ar.ts')).ar,
  zh: async () => (await import('../../worker/credential/messages/zh.ts')).zh,
}

/** Empty when the file does not load: the reports' own English then stands in. */
export function loadFindings(language: Language): Promise<FindingTexts> {
  return FILES[language]().catch(() => ({}))
}
