/** The checks `proof` and `issuer`: each proof has its answer, and whether its key is the issuer's is another. */
import { asArray, isJsonObject } from '../json.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

export function checkProofs({ document, received }: Examination): Check[] {
  const proofs = typeof received === 'string' ? ['JWT'] : asArray(document.proof)
  if (proofs.length === 0) {
    return [
      check('proof', 'indeterminate', { problems: [problem('proof-missing')] }),
      check('issuer', 'indeterminate'),
    ]
  }
  const checks = proofs.map((proof, index) => {
    const type = isJsonObject(proof) ? String(proof.type) : String(proof)
    const problems = [problem('proof-type-unknown', { params: { type } })]
    return check('proof', 'indeterminate', { subject: `proof/${index}`, problems })
  })
  return [...checks, check('issuer', 'indeterminate')]
}
