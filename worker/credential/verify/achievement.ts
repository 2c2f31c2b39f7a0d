/** The check `achievement`: what the issuer publishes now of the achievement, beside what was signed. When asked; informs. */
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { parseDocument } from '../status/parse-document.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

const COMPARED = ['name', 'description', 'criteria', 'achievementType', 'creditsAvailable'] as const

export async function checkAchievement({ document, run }: Examination): Promise<Check> {
  const subject = asArray(document.credentialSubject)[0]
  const achievement = isJsonObject(subject) && isJsonObject(subject.achievement) ? subject.achievement : null
  const url = achievement?.id
  if (achievement === null || typeof url !== 'string' || !url.startsWith('http')) {
    return check('achievement', 'skipped', { critical: false })
  }
  const accept = 'application/ld+json, application/json;q=0.9'
  const answer = await run.fetchDocument({ url, purpose: 'achievement', accept })
  if (!answer.ok || answer.status !== 200) {
    const reason = answer.ok ? `HTTP ${answer.status}` : answer.reason
    const problems = [problem('document-unreachable', { severity: 'warning', params: { url, reason } })]
    return check('achievement', 'indeterminate', { critical: false, problems })
  }
  const sources = [{ url: answer.url, via: answer.via, at: answer.fetchedAt }]
  const published = parseDocument(answer.body)
  if (!isJsonObject(published)) {
    const problems = [problem('document-malformed', { severity: 'warning', params: { url } })]
    return check('achievement', 'indeterminate', { critical: false, problems, sources })
  }
  return compare(achievement, published, url, sources)
}

function compare(signed: JsonObject, published: JsonObject, url: string, sources: Check['sources']): Check {
  const differing = COMPARED.filter(
    (property) => canonical(signed[property]) !== canonical(published[property]),
  )
  if (differing.length === 0) return check('achievement', 'success', { critical: false, sources })
  const params = { url, properties: differing.join(', ') }
  const problems = [problem('achievement-differs', { severity: 'warning', params })]
  return check('achievement', 'success', {
    critical: false,
    problems,
    sources,
    facts: { differing: [...differing] },
  })
}

/** Equal whatever the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isJsonObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}
