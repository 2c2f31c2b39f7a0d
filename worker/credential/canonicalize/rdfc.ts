/**
 * RDFC-1.0 (W3C RDF Dataset Canonicalization, section 4), synchronous. Pure. The comments name the
 * specification's steps. A dataset without blank nodes is only sorted.
 */

import { type Sha2, sha2Hex } from '../sha2.ts'
import type { Dataset } from './dataset.ts'
import { type CanonicalizationState, hashNDegreeQuads, IdentifierIssuer } from './n-degree-hash.ts'
import { type Component, type Quad, quadLine, sortLines } from './n-quads.ts'

export interface CanonicalDataset {
  /** Canonical N-Quads. */
  text: string
  /** Its lines, in order, each with its line feed. */
  lines: string[]
  /** What the lines say: the dataset, each quad once. */
  quads: Quad[]
  /** Blank node number → canonical label without `_:`. */
  labels: Map<number, string>
}

/** Throws CanonicalizationError 'work-limit' for a graph made to be expensive. */
export function canonicalizeDataset(dataset: Dataset, algorithm: Sha2 = 'SHA-256'): CanonicalDataset {
  const canonical = canonicalizeQuads(dataset.quads, algorithm)
  // Labels are one to one, so a repeated quad, and nothing else, makes a repeated line.
  if (!canonical.lines.some((line, index) => line === canonical.lines[index - 1])) return canonical
  return canonicalizeQuads(withoutRepetition(dataset.quads), algorithm)
}

function canonicalizeQuads(quads: Quad[], algorithm: Sha2): CanonicalDataset {
  const labels = issueLabels(quads, algorithm)
  const label = (blankNode: number) => `_:${labels.get(blankNode)}`
  const lines = quads.map((quad) => quadLine(quad, label))
  return { text: sortLines(lines), lines, quads, labels }
}

function withoutRepetition(quads: Quad[]): Quad[] {
  const unique = new Map<string, Quad>()
  for (const quad of quads) unique.set(quadLine(quad, String), quad)
  return [...unique.values()]
}

/** Section 4.4.3, steps 2 to 6. */
function issueLabels(quads: Quad[], algorithm: Sha2): Map<number, string> {
  const quadsOf = new Map<number, Set<Quad>>()
  const mention = (component: Component, quad: Quad) => {
    if (typeof component !== 'number') return
    const known = quadsOf.get(component)
    if (known === undefined) quadsOf.set(component, new Set([quad]))
    else known.add(quad)
  }
  for (const quad of quads) {
    mention(quad.subject, quad)
    mention(quad.object, quad)
    mention(quad.graph, quad)
  }
  // One alone is the first of them whatever it hashes to: the options of nearly every proof.
  if (quadsOf.size < 2) return new Map([...quadsOf.keys()].map((blankNode) => [blankNode, 'c14n0']))

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
function hashFirstDegreeQuads(algorithm: Sha2, blankNode: number, quads: Set<Quad>): string {
  const lines: string[] = []
  for (const quad of quads) lines.push(quadLine(quad, (other) => (other === blankNode ? '_:a' : '_:z')))
  return sha2Hex(algorithm, sortLines(lines))
}
