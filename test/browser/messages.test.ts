/** Every language has the same texts as English, the source, with the same placeholders; and the landing says the source's words. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { messages as ar } from '../../web/messages/ar.ts'
import { messages as de } from '../../web/messages/de.ts'
import { messages as en } from '../../web/messages/en.ts'
import { messages as es } from '../../web/messages/es.ts'
import { messages as fr } from '../../web/messages/fr.ts'
import { messages as pt } from '../../web/messages/pt.ts'
import { messages as zh } from '../../web/messages/zh.ts'
import { words as widgetAr } from '../../web/widget/words/ar.ts'
import { words as widgetDe } from '../../web/widget/words/de.ts'
import { words as widgetEn } from '../../web/widget/words/en.ts'
import { words as widgetEs } from '../../web/widget/words/es.ts'
import { words as widgetFr } from '../../web/widget/words/fr.ts'
import { words as widgetPt } from '../../web/widget/words/pt.ts'
import { words as widgetZh } from '../../web/widget/words/zh.ts'
import { ar as findingsAr } from '../../worker/credential/messages/ar.ts'
import { de as findingsDe } from '../../worker/credential/messages/de.ts'
import { en as findings } from '../../worker/credential/messages/en.ts'
import { es as findingsEs } from '../../worker/credential/messages/es.ts'
import { fr as findingsFr } from '../../worker/credential/messages/fr.ts'
import { pt as findingsPt } from '../../worker/credential/messages/pt.ts'
import { zh as findingsZh } from '../../worker/credential/messages/zh.ts'
import { ar as servedAr } from '../../worker/pages/messages/ar.ts'
import { de as servedDe } from '../../worker/pages/messages/de.ts'
import { en as servedEn } from '../../worker/pages/messages/en.ts'
import { es as servedEs } from '../../worker/pages/messages/es.ts'
import { fr as servedFr } from '../../worker/pages/messages/fr.ts'
import { ar as priorAr } from '../../worker/pages/messages/prior-learning/ar.ts'
import { de as priorDe } from '../../worker/pages/messages/prior-learning/de.ts'
import { en as priorEn } from '../../worker/pages/messages/prior-learning/en.ts'
import { es as priorEs } from '../../worker/pages/messages/prior-learning/es.ts'
import { fr as priorFr } from '../../worker/pages/messages/prior-learning/fr.ts'
import { pt as priorPt } from '../../worker/pages/messages/prior-learning/pt.ts'
import { zh as priorZh } from '../../worker/pages/messages/prior-learning/zh.ts'
import { pt as servedPt } from '../../worker/pages/messages/pt.ts'
import { zh as servedZh } from '../../worker/pages/messages/zh.ts'

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()

describe.each(Object.entries({ ar, de, es, fr, pt, zh }))('the page in %s', (_, translated) => {
  it('has every text of the source and no other', () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(en).sort())
  })

  it('keeps the placeholders', () => {
    for (const [key, text] of Object.entries(translated)) {
      expect(placeholders(text), key).toEqual(placeholders(en[key as keyof typeof en]))
    }
  })
})

describe.each(
  Object.entries({ ar: priorAr, de: priorDe, es: priorEs, fr: priorFr, pt: priorPt, zh: priorZh }),
)('the page where a learner brings a badge in %s', (_, translated) => {
  it('has every text of the source and no other, with the placeholders of the source', () => {
    expect(Object.keys(translated)).toEqual(Object.keys(priorEn))
    for (const [key, text] of Object.entries(translated))
      expect(placeholders(text), key).toEqual(placeholders(priorEn[key as keyof typeof priorEn]))
  })
})

describe.each(
  Object.entries({
    ar: findingsAr,
    de: findingsDe,
    es: findingsEs,
    fr: findingsFr,
    pt: findingsPt,
    zh: findingsZh,
  }),
)('findings in %s', (_, { words, ...translated }) => {
  it('translates codes of the source, with the placeholders of the source', () => {
    for (const [code, text] of Object.entries(translated)) {
      const source = findings[code as keyof typeof findings]
      expect(source, code).toBeDefined()
      expect(placeholders(text), code).toEqual(placeholders(source))
    }
  })

  it('translates every code', () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(findings).sort())
  })

  it('translates every word that the core puts into a placeholder', () => {
    expect(wordsInCore().length).toBeGreaterThan(40)
    for (const word of wordsInCore()) expect(Object.keys(words), word).toContain(word)
  })
})

/** Literals at the placeholders of words (words.ts), wherever the core's source writes them. */
function wordsInCore(): string[] {
  const core = path.join(import.meta.dirname, '..', '..', 'worker', 'credential')
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?!messages|contexts|canonicalize).*\.ts$/.test(name),
  )
  const source = files.map((name) => readFileSync(path.join(core, name), 'utf8')).join('\n')
  const places = [
    /(?:\b(?:detail|expected|listIssuer|listPurpose): |\?\? )'([^'\n]+ [^'\n]+)'/g,
    /\bmalformed\((?:'\w+', )?'([^'\n]+ [^'\n]+)'\)/g,
    /\.optional\([^;]*?, '([^'\n]+)',?\s*\)/g,
    /\breason: '([a-z][a-z -]+)'/g,
  ]
  const found = places.flatMap((place) => [...source.matchAll(place)].map(([, word = '']) => word))
  // Where a service of a DID document is (did/service.ts): told by codes of findings, not by words.
  return [...new Set(found)].filter((word) => word !== 'store' && word !== 'none')
}

describe.each([
  ['ar', ar, servedAr, widgetAr],
  ['de', de, servedDe, widgetDe],
  ['en', en, servedEn, widgetEn],
  ['es', es, servedEs, widgetEs],
  ['fr', fr, servedFr, widgetFr],
  ['pt', pt, servedPt, widgetPt],
  ['zh', zh, servedZh, widgetZh],
] as const)('a verdict in %s', (_, page, served: Record<string, string>, widget) => {
  it('has one word for one thing on the verify page, on served pages and in the widget', () => {
    const words = Object.entries(page).filter(([key]) => /^(word|check|outcome)-/.test(key) && key in served)
    expect(words.length).toBeGreaterThan(30)
    for (const [key, word] of words) expect(served[key], key).toBe(word)
    for (const [state, word] of Object.entries(widget.states)) {
      // The widget has no room for what could not be checked, and sends its reader to the report.
      if (['checking', 'not-checked', 'unsupported'].includes(state)) continue
      expect(word, state).toBe(served[`word-${state}`])
    }
  })
})

it('stands in the landing word by word', () => {
  const html = readFileSync(path.join(import.meta.dirname, '..', '..', 'web', 'static', 'index.html'), 'utf8')
  const marked = [...html.matchAll(/data-t="([\w-]+)"[^>]*>([^<]*)</g)]
  expect(marked.length).toBeGreaterThan(15)
  for (const [, key, text] of marked) expect(text, key).toBe(en[key as keyof typeof en])
})
