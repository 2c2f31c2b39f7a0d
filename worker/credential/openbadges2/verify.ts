/**
 * Open Badges 1.x and 2.x: hosted (the issuer's own host confirms the assertion) and signed (JWS by the issuer's key).
 * All reaching out is through the fetch port; never throws for what a badge or a host says.
 */

import { decodeToken } from '../intake/read-token.ts'
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { upgradeAssertion } from '../openbadges1/upgrade.ts'
import { check } from '../verify/check.ts'
import { problem } from '../verify/problem.ts'
import type { Assurance, Check } from '../verify/report.ts'
import { type BadgeChain, loadBadgeChain } from './badge-chain.ts'
import { askHost } from './hosted.ts'
import { type LoadContext, nodeId, webUrlOf } from './load-node.ts'
import { checkRevocationList } from './revocation.ts'
import { isInHostingScope } from './scope.ts'
import { jwsReason } from './signature.ts'
import { loadSigningKey } from './signing-key.ts'
import { checkOpenBadges2Structure } from './structure.ts'

export interface OpenBadges2Finding {
  securing: 'hosted' | 'jws' | null
  /** `host` or `signature` once the badge and its issuer are confirmed; a revoked or expired one keeps it. */
  assurance: Assurance
  /** structure, proof, issuer, status, in this order. Validity is the caller's, from `document`. */
  checks: Check[]
  provenDomain: string | null
  /** The confirmed assertion in the words of 2.0, badge class and issuer in their places. For display, never for proof. */
  document: JsonObject
}

export interface OpenBadges2Context extends LoadContext {
  /** Where the assertion was fetched from, for those of 1.0 that do not name themselves. */
  url: string | null
}

export async function verifyOpenBadges2(
  received: JsonObject | string,
  context: OpenBadges2Context,
): Promise<OpenBadges2Finding> {
  if (typeof received === 'string') return verifySigned(received, context)
  const copy = upgradeAssertion(received, context.url)
  const types = isJsonObject(copy.verification) ? asArray(copy.verification.type) : []
  if (types.includes('SignedBadge') || types.includes('signed')) {
    const proof = check('proof', 'indeterminate', { problems: [problem('proof-missing')] })
    return finding(
      null,
      copy,
      await loadBadgeChain(copy, context),
      proof,
      check('issuer', 'indeterminate'),
      [],
    )
  }
  return verifyHosted(copy, context)
}

async function verifyHosted(copy: JsonObject, context: OpenBadges2Context): Promise<OpenBadges2Finding> {
  const { assertion, proof, status } = await askHost(copy, context)
  const chain = await loadBadgeChain(assertion, context)
  const issuer = issuerCheck(chain, () => hostingProblem(assertion, chain))
  if (status) return finding('hosted', assertion, chain, proof, issuer, [status])
  const listed =
    chain.issuer && chain.issuerFetched
      ? await checkRevocationList(assertion, chain.issuer, context)
      : undefined
  // The host's own answer is the status; the list (made for signed badges) can only add a revocation.
  const standing = check('status', proof.outcome, { facts: { type: 'hosted' }, sources: proof.sources })
  const list = listed?.outcome === 'indeterminate' ? { ...listed, critical: false } : listed
  return finding('hosted', assertion, chain, proof, issuer, list ? [standing, list] : [standing])
}

function hostingProblem(assertion: JsonObject, chain: BadgeChain) {
  const id = nodeId(assertion) ?? ''
  // The proof says that there is no address.
  if (webUrlOf(id) === null) return null
  // A Profile that came inside the badge must not widen its own scope.
  const issuer = chain.issuerFetched && chain.issuer ? chain.issuer : { id: chain.issuerId }
  if (isInHostingScope(id, issuer)) return null
  return problem('hosted-outside-scope', { params: { assertion: id, issuer: chain.issuerId ?? '' } })
}

async function verifySigned(token: string, context: OpenBadges2Context): Promise<OpenBadges2Finding> {
  const decoded = decodeToken(token)
  if (!decoded.ok) {
    const problems = [problem(decoded.code, { params: { detail: decoded.detail } })]
    return finding(
      'jws',
      {},
      null,
      check('proof', 'failure', { problems }),
      check('issuer', 'indeterminate'),
      [],
    )
  }
  const { header, claims } = decoded
  const assertion = upgradeAssertion(claims, context.url)
  const chain = await loadBadgeChain(assertion, context)
  if (!chain.issuer || !chain.issuerFetched) {
    const proof = check('proof', 'indeterminate', { problems: [problem('signing-key-unknown')] })
    return finding(
      'jws',
      assertion,
      chain,
      proof,
      issuerCheck(chain, () => null),
      [],
    )
  }
  const key = await loadSigningKey(assertion, chain.issuer, context)
  if (!key.ok) {
    const proof = check('proof', key.malformed ? 'failure' : 'indeterminate', key)
    return finding(
      'jws',
      assertion,
      chain,
      proof,
      issuerCheck(chain, () => null),
      [],
    )
  }
  const reason = await jwsReason(token, key.publicKeyPem, key.id)
  const facts = { type: 'jws', alg: header.alg ?? null, verificationMethod: key.id }
  const problems = reason ? [reason.problem] : []
  const proof = check('proof', reason?.outcome ?? 'success', { facts, problems, sources: key.sources })
  const issuer = issuerCheck(chain, () => key.binding[0] ?? null)
  const status = await checkRevocationList(assertion, chain.issuer, context)
  return finding('jws', assertion, chain, proof, issuer, [status ?? check('status', 'skipped')])
}

const MISMATCHES = new Set(['issuer-profile-mismatch', 'badge-class-mismatch'])

/** `binding` is asked once the issuer's Profile is known: a problem there is a failure. */
function issuerCheck(chain: BadgeChain, binding: () => ReturnType<typeof problem> | null): Check {
  const { problems, sources, issuerId } = chain
  const facts = { issuer: issuerId }
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.some(({ code }) => MISMATCHES.has(code)))
    return check('issuer', 'failure', { problems, sources, facts })
  if (errors.length > 0 || !chain.issuer)
    return check('issuer', 'indeterminate', { problems, sources, facts })
  const unbound = binding()
  if (unbound) return check('issuer', 'failure', { problems: [...problems, unbound], sources, facts })
  return check('issuer', 'success', { problems, sources, facts })
}

function finding(
  securing: OpenBadges2Finding['securing'],
  assertion: JsonObject,
  chain: BadgeChain | null,
  proof: Check,
  issuer: Check,
  status: Check[],
): OpenBadges2Finding {
  const badgeClass = chain?.badgeClass ?? null
  const profile = chain?.issuer ?? null
  const confirmed = proof.outcome === 'success' && issuer.outcome === 'success'
  const issuerUrl = confirmed ? webUrlOf(chain?.issuerId ?? undefined) : null
  // A host that revoked a badge may leave only a stub of it: nothing to hold against the data model.
  const isStub = (assertion.badge ?? null) === null && status.some(({ outcome }) => outcome === 'failure')
  const structure = isStub
    ? check('structure', 'skipped')
    : checkOpenBadges2Structure(assertion, badgeClass, profile)
  return {
    securing,
    assurance: confirmed && securing ? (securing === 'hosted' ? 'host' : 'signature') : 'none',
    checks: [structure, proof, issuer, ...status],
    provenDomain: issuerUrl === null ? null : new URL(issuerUrl).host,
    document: badgeClass
      ? { ...assertion, badge: profile ? { ...badgeClass, issuer: profile } : badgeClass }
      : assertion,
  }
}
