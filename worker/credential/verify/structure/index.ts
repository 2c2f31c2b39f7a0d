/** The check `structure`: the received credential against the data model of its format. Pure. */
import { asArray, type JsonObject } from '../../json.ts'
import { check, outcomeOf } from '../check.ts'
import { problem } from '../problem.ts'
import type { Check, Problem } from '../report.ts'
import {
  ACHIEVEMENT_TYPES,
  achievementCredentialProblems,
  clrProblems,
  endorsementProblems,
} from './openbadges3.ts'
import { presentationProblems } from './presentation.ts'

export { envelopeProblems } from './envelope.ts'

import { credentialProblems, VC2_CONTEXT, vcVersion } from './vc-data-model.ts'

const VC_TYPES: ReadonlySet<string> = new Set(['VerifiableCredential', 'VerifiablePresentation'])

/** What claims to be no credential at all is none that is malformed: it is of a kind that is not verified here. */
export function checkStructure(document: JsonObject): Check {
  const types = asArray(document.type ?? document['@type'])
  if (vcVersion(document) === null && !types.some((type) => VC_TYPES.has(String(type)))) {
    const params = { type: types.map(String).join(', ') || '–' }
    return check('structure', 'indeterminate', { problems: [problem('format-unsupported', { params })] })
  }
  const problems = structureProblems(document)
  return check('structure', outcomeOf(problems), { problems, facts: { type: document.type ?? null } })
}

/** Problems of a W3C credential or presentation, with what its own types ask for. */
export function structureProblems(document: JsonObject): Problem[] {
  const version = vcVersion(document)
  if (version === null) {
    return [problem('context-invalid', { pointer: '/@context', params: { expected: VC2_CONTEXT } })]
  }
  const types = asArray(document.type)
  if (types.includes('VerifiablePresentation')) return presentationProblems(document, version)
  const problems = credentialProblems(document, version)
  if (ACHIEVEMENT_TYPES.some((type) => types.includes(type))) {
    problems.push(...achievementCredentialProblems(document, version))
  }
  if (types.includes('EndorsementCredential')) problems.push(...endorsementProblems(document))
  if (types.includes('ClrCredential')) problems.push(...clrProblems(document))
  return withoutRepeats(problems)
}

/** Two data models may ask for the same property. */
function withoutRepeats(problems: Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter(({ code, pointer }) => {
    const key = `${code} ${pointer}`
    return !seen.has(key) && seen.add(key)
  })
}
