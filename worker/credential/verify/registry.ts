/** The check `registry`: which of the trust registries that were chosen list the issuer. Informs; never decides. */
import { check } from './check.ts'
import { issuerIdOf } from './controller-id.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check, Problem, Source } from './report.ts'

export async function checkRegistries(examination: Examination): Promise<Check> {
  const { run, document, depth } = examination
  const issuerId = issuerIdOf(document)
  if (run.registries.length === 0 || issuerId === null || depth > 1)
    return check('registry', 'skipped', { critical: false })
  const { now, fetchDocument } = run
  const answers = await Promise.all(
    run.registries.map(async (registry) => ({
      name: registry.name,
      ...(await registry.lookUp(issuerId, { now, fetchDocument })),
    })),
  )
  const listed = answers.filter(({ answer }) => answer === 'registered').map(({ name }) => name)
  const asked = answers.filter(({ answer }) => answer !== 'unreachable')
  examination.registries = asked.length > 0 ? listed : null
  const problems: Problem[] = answers.flatMap((found) =>
    found.answer === 'unreachable'
      ? [
          problem('registry-unreachable', {
            severity: 'warning',
            params: { registry: found.name, reason: found.reason },
          }),
        ]
      : [],
  )
  const sources: Source[] = answers.flatMap((found) => found.sources)
  const parts = { critical: false, sources, facts: { registries: listed } }
  if (listed.length > 0) return check('registry', 'success', { ...parts, problems })
  if (asked.length < answers.length) return check('registry', 'indeterminate', { ...parts, problems })
  problems.push(problem('issuer-not-registered', { severity: 'warning' }))
  return check('registry', 'failure', { ...parts, problems })
}
