/** What the learner's page says: served texts, read when first needed and kept while the isolate lives. */
import { Refusal } from '../problem.ts'
import { filled, servedTexts, type Wording } from './language.ts'
import type { PriorLearningTexts } from './messages/prior-learning/en.ts'

export type PriorLearningText = (
  key: keyof PriorLearningTexts,
  params?: Record<string, string | number>,
) => string

const kept = new Map<string, PriorLearningTexts>()

export async function priorLearningTexts(assets: Fetcher, { language }: Wording): Promise<PriorLearningText> {
  const texts =
    kept.get(language) ?? (await servedTexts<PriorLearningTexts>(assets, `prior-learning/${language}`))
  if (texts === null) throw new Refusal('temporarily-unavailable', 'The texts of this page are not deployed.')
  kept.set(language, texts)
  return (key, params) => filled(texts[key], params)
}
