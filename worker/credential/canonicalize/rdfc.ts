/**
 * RDFC-1.0 (W3C RDF Dataset Canonicalization, section 4), synchronous. Pure. The comments name the
 * specification's steps. A dataset without blank nodes is only sorted.
 */
import type { Dataset } from './dataset.ts'
import { type HashAlgorithm, hashOf } from './hash.ts'
import { type CanonicalizationState, hashNDegreeQuads, IdentifierIssuer } from './n-degree-hash.ts'
import { type Quad, quadLine, sortByCodePoint } from './n-quads.ts'

export interface CanonicalDataset {
  /** Canonical N-Quads, in order, each with its line feed. */
  lines: string[]
  /** Blank node number → canonical label without `_:`. */
  labels: Map<number, string>
}

/** Throws CanonicalizationError 'work-limit' for a graph made to be expensive. */
export function canonicalizeDataset(
  dataset: Dataset,
  algorithm: HashAlgorithm = 'SHA-256',
): CanonicalDataset {
  const { quads, blankNodeCount } = dataset
  const labels = blankNodeCount === 0 ? new Map<number, string>() : issueLabels(quads, algorithm)
  const label = (blankNode: number) => `_:${labels.get(blankNode)}`
  return { lines: sortByCodePoint(quads.map((quad) => quadLine(quad, label))), labels }
}

/** Section 4.4.3, steps 2 to 6. */
function issueLabels(quads: Quad[], algorithm: HashAlgorithm): Map<number, string> {
  const quadsOf = new Map<number, Set<Quad>>()
  for (const quad of quads) {
    for (const component of [quad.subject, quad.object, quad.graph]) {
      if (typeof component !== 'number') continue
      const known = quadsOf.get(component)
      if (known === undefined) quadsOf.set(component, new Set([quad]))
      else known.add(quad)
    }
  }

  // Step 3: the hash of what each blank node's own quads say. 4: those that are unique are named by hash order.
  const firstDegreeHash = new Map<number, string>()
  const byHash = new Map<string, number[]>()
  for (const [blankNode, own] of quadsOf) {
    const hash = hashFirstDegreeQuads(algorithm, blankNode, own)
    firstDegreeHash.set(blankNode, hash)
    const same = byHash.get(hash)
    if (same === undefined) byHash.set(hash, [blankNode])
    else same.push(blankNode)
  }
  const canonicalIssuer = new IdentifierIssuer('c14n')
  const hashes = [...byHash.keys()].sort()
  for (const hash of hashes) {
    const [blankNode, ...others] = byHash.get(hash) ?? []
    if (blankNode !== undefined && others.length === 0) canonicalIssuer.issue(blankNode)
  }

  // Step 5: the others are told apart by what they are related to.
  const state: CanonicalizationState = { algorithm, quadsOf, firstDegreeHash, canonicalIssuer, work: 0 }
  for (const hash of hashes) {
    const sharing = byHash.get(hash) ?? []
    if (sharing.length === 1) continue
    const results = []
    for (const blankNode of sharing) {
      if (canonicalIssuer.has(blankNode)) continue
      const temporaryIssuer = new IdentifierIssuer('b')
      temporaryIssuer.issue(blankNode)
      results.push(hashNDegreeQuads(state, blankNode, temporaryIssuer))
    }
    results.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
    for (const { issuer } of results)
      for (const blankNode of issuer.blankNodes()) canonicalIssuer.issue(blankNode)
  }
  return canonicalIssuer.issued
}

/** Section 4.6: the blank node itself reads `_:a`, every other one `_:z`. */
function hashFirstDegreeQuads(algorithm: HashAlgorithm, blankNode: number, quads: Set<Quad>): string {
  const lines: string[] = []
  for (const quad of quads) lines.push(quadLine(quad, (other) => (other === blankNode ? '_:a' : '_:z')))
  return hashOf(algorithm, sortByCodePoint(lines).join(''))
}
