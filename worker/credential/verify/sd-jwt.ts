/** The checks of SD-JWT and SD-JWT VC: the proof first, since only with it is known which claims were disclosed. */
import type { JsonObject } from '../json.ts'
import { check, outcomeOf } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import { proofContext } from './proofs.ts'
import type { Check } from './report.ts'
import { checkStructure } from './structure/index.ts'

/** proof, issuer and structure. From here on the document is what the issuer signed and the holder disclosed. */
export async function checkSdJwt(examination: Examination): Promise<Check[]> {
  const { received, run, depth } = examination
  const { verifySdJwt } = await import('../sd-jwt/index.ts')
  const { challenge, domain } = depth === 0 ? run.options : {}
  const found = await verifySdJwt(received as string, {
    ...proofContext(examination),
    purpose: 'assertionMethod',
    fetchDocument: run.fetchDocument,
    ...(challenge === undefined ? {} : { challenge }),
    ...(domain === undefined ? {} : { domain }),
  })
  const { outcome, problems, sources, issuer, cryptosuite, verificationMethod, undisclosed, keyBinding } =
    found
  examination.securing = 'sd-jwt'
  if (found.claims) examination.document = found.claims
  if (outcome === 'success' && issuer.outcome === 'success') {
    examination.assurance = 'signature'
    examination.provenDomain = issuer.provenDomain
  }
  const facts = { type: 'sd-jwt', cryptosuite, verificationMethod, undisclosed, keyBinding }
  return [
    check('proof', outcome, { subject: 'proof/0', problems, sources, facts }),
    check('issuer', issuer.outcome, {
      problems: issuer.problems,
      facts: { id: issuer.id, provenDomain: issuer.provenDomain },
    }),
    examination.format === 'sd-jwt-vc'
      ? claimsCheck(examination.document)
      : checkStructure(examination.document),
  ]
}

function claimsCheck(claims: JsonObject): Check {
  const problems = (['iss', 'vct'] as const)
    .filter((property) => typeof claims[property] !== 'string')
    .map((property) => problem('property-missing', { pointer: `/${property}`, params: { property } }))
  return check('structure', outcomeOf(problems), { problems, facts: { type: claims.vct ?? null } })
}
