/**
 * Proof chains (VC Data Integrity 1.0, 4.5): a proof with `previousProof` signs the document together with the proofs
 * that it names, and is good only if they are. Pure.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import type { ProofFinding } from './finding.ts'

export function previousProofIds(proof: JsonObject): string[] {
  return asArray<JsonValue>(proof.previousProof).map(String)
}

/** The document as this proof signed it. */
export function withPreviousProofs(
  unsecured: JsonObject,
  proof: JsonObject,
  proofs: JsonValue[],
): { ok: true; document: JsonObject } | { ok: false; problem: Problem } {
  const ids = previousProofIds(proof)
  if (ids.length === 0) return { ok: true, document: unsecured }
  const previous: JsonObject[] = []
  for (const id of ids) {
    const named = proofs.filter(isJsonObject).filter((other) => other !== proof && other.id === id)
    const [found] = named
    if (found === undefined || named.length > 1) {
      return { ok: false, problem: problem('previous-proof-missing', { params: { id } }) }
    }
    previous.push(found)
  }
  return { ok: true, document: { ...unsecured, proof: previous } }
}

/** Carries what befell a proof to those that build on it, however far. */
export function checkPreviousProofs(findings: ProofFinding[]): ProofFinding[] {
  return findings.map((finding) => {
    const broken = ancestorsOf(finding, findings).filter(({ outcome }) => outcome !== 'success')
    if (broken.length === 0) return finding
    const problems = broken.map(({ id }) => problem('previous-proof-failed', { params: { id: id ?? '' } }))
    const isFailure = finding.outcome === 'failure' || broken.some(({ outcome }) => outcome === 'failure')
    return {
      ...finding,
      outcome: isFailure ? 'failure' : 'indeterminate',
      problems: [...finding.problems, ...problems],
    }
  })
}

function ancestorsOf(finding: ProofFinding, findings: ProofFinding[]): ProofFinding[] {
  const seen = new Set<ProofFinding>()
  const open = [finding]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const id of next.previousProof) {
      const found = findings.find((other) => other.id === id)
      if (found === undefined || seen.has(found)) continue
      seen.add(found)
      open.push(found)
    }
  }
  return [...seen].filter((other) => other !== finding)
}
