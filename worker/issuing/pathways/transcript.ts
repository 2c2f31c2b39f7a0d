/**
 * The transcript of a stacked credential: a CLR 2.0 that holds it and its components, each as it was signed, signed anew by its
 * issuer at this moment. What was withdrawn or erased, or came from elsewhere, is not in it: then it is `partial`.
 */
import type { JsonObject } from '../../credential/json.ts'
import { buildClr } from '../../credential/openbadges/index.ts'
import { secureAsJwt } from '../../credential/proof/secure-as-jwt.ts'
import { secureWithProof } from '../../credential/proof/secure-with-proof.ts'
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem.ts'
import { credentialUrl } from '../credential-view.ts'
import { findPublicCredential } from '../find-credential.ts'

/** Refuses `not-found` (nothing stands there, or it is no stack), `gone` (withdrawn or erased), `conflict` (no signing key). */
export async function signTranscript(
  deps: Deps,
  credentialId: string,
  form: 'embedded' | 'jwt',
): Promise<string> {
  const now = deps.clock.now()
  const record = await findPublicCredential(deps, credentialId)
  if (record.isWithdrawn || record.embeddedProofText === null)
    throw new Refusal('gone', 'It is not shown here: its holder withdrew it, or its data was erased.')
  const made = await deps.pathwayAwards.madeOf(credentialId)
  if (made.length === 0)
    throw new Refusal('not-found', 'This credential is not made of others: it has no transcript.')
  const shown = made.flatMap(({ credentialId, isShown }) =>
    credentialId !== null && isShown ? [credentialId] : [],
  )
  const [issuer, sources] = await Promise.all([
    // Nothing is committed here that a guard could judge: a key that was withdrawn meanwhile must not sign.
    deps.signingIssuers.refresh(record.issuerId),
    deps.holdings.sources(shown),
  ])
  const texts = shown.flatMap((id) => sources.get(id)?.text ?? [])
  const stack = JSON.parse(record.embeddedProofText) as JsonObject
  const clr = buildClr({
    id: `${credentialUrl(deps.origin, credentialId)}/transcript`,
    name: String(stack.name ?? ''),
    issuer: { did: issuer.did, profile: issuer.profile },
    stack,
    components: texts.map((text) => JSON.parse(text) as JsonObject),
    isPartial: texts.length < made.length,
    validFrom: `${now.toISOString().slice(0, 19)}Z`,
  })
  if (form === 'jwt') return await secureAsJwt(clr, issuer.jwtSigner)
  return JSON.stringify(await secureWithProof(clr, issuer.proofSigner, { created: now }))
}
