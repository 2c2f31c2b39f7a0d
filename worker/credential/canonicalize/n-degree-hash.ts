/**
 * RDFC-1.0, sections 4.5 (Issue Identifier), 4.7 (Hash Related Blank Node) and 4.8 (Hash N-Degree Quads). Pure.
 * Worst case exponential by nature ("Dataset Poisoning"); `MAX_WORK` bounds it.
 */

import { type Sha2, sha2Hex } from '../sha2.ts'
import { CanonicalizationError } from './error.ts'
import { type Quad, unescaped } from './n-quads.ts'

/**
 * Permutations tried and hashes of relations taken, for one document. A document with two indistinguishable blank
 * nodes takes about ten; only a graph built as an attack takes more than a few thousand.
 */
const MAX_WORK = 20_000

export interface CanonicalizationState {
  algorithm: Sha2
  quadsOf: Map<number, Set<Quad>>
  firstDegreeHash: Map<number, string>
  canonicalIssuer: IdentifierIssuer
  work: number
}

export class IdentifierIssuer {
  readonly prefix: string
  /** Blank node → identifier, in the order of issue. */
  readonly issued: Map<number, string>

  constructor(prefix: string, issued: Map<number, string> = new Map()) {
    this.prefix = prefix
    this.issued = issued
  }

  has(blankNode: number): boolean {
    return this.issued.has(blankNode)
  }

  issue(blankNode: number): string {
    const known = this.issued.get(blankNode)
    if (known !== undefined) return known
    const identifier = `${this.prefix}${this.issued.size}`
    this.issued.set(blankNode, identifier)
    return identifier
  }

  blankNodes(): IterableIterator<number> {
    return this.issued.keys()
  }

  copy(): IdentifierIssuer {
    return new IdentifierIssuer(this.prefix, new Map(this.issued))
  }
}

interface NDegreeResult {
  hash: string
  issuer: IdentifierIssuer
}

export function hashNDegreeQuads(
  state: CanonicalizationState,
  identifier: number,
  givenIssuer: IdentifierIssuer,
): NDegreeResult {
  let issuer = givenIssuer
  let dataToHash = ''
  const relatedByHash = hashRelatedBlankNodes(state, identifier, issuer)
  for (const hash of [...relatedByHash.keys()].sort()) {
    dataToHash += hash
    // Step 5.4: the least path over every order of the related blank nodes, and the identifiers that it issues.
    let chosenPath = ''
    let chosenIssuer = issuer
    for (const permutation of permutations(relatedByHash.get(hash) ?? [])) {
      spend(state, Math.ceil(permutation.length / 16))
      const tried = followPath(state, permutation, issuer.copy(), chosenPath)
      if (tried === undefined) continue
      chosenPath = tried.path
      chosenIssuer = tried.issuer
    }
    dataToHash += chosenPath
    issuer = chosenIssuer
  }
  return { hash: sha2Hex(state.algorithm, dataToHash), issuer }
}

/** Steps 5.4.4 to 5.4.6; undefined when the path is not less than the chosen one ('' while none is chosen). */
function followPath(
  state: CanonicalizationState,
  permutation: number[],
  issuerCopy: IdentifierIssuer,
  chosenPath: string,
): { path: string; issuer: IdentifierIssuer } | undefined {
  let issuer = issuerCopy
  let path = ''
  const recursionList: number[] = []
  for (const related of permutation) {
    if (state.canonicalIssuer.has(related)) {
      path += `_:${state.canonicalIssuer.issue(related)}`
    } else {
      if (!issuer.has(related)) recursionList.push(related)
      path += `_:${issuer.issue(related)}`
    }
    if (chosenPath !== '' && path.length >= chosenPath.length && path > chosenPath) return undefined
  }
  for (const related of recursionList) {
    const result = hashNDegreeQuads(state, related, issuer)
    path += `_:${issuer.issue(related)}<${result.hash}>`
    issuer = result.issuer
    if (chosenPath !== '' && path.length >= chosenPath.length && path > chosenPath) return undefined
  }
  return chosenPath === '' || path < chosenPath ? { path, issuer } : undefined
}

/** Section 4.8, steps 1 to 3: hash of relation → the blank nodes in that relation. */
function hashRelatedBlankNodes(
  state: CanonicalizationState,
  identifier: number,
  issuer: IdentifierIssuer,
): Map<string, number[]> {
  const relatedByHash = new Map<string, number[]>()
  for (const quad of state.quadsOf.get(identifier) ?? []) {
    for (const [position, related] of [
      ['s', quad.subject],
      ['o', quad.object],
      ['g', quad.graph],
    ] as const) {
      if (typeof related !== 'number' || related === identifier) continue
      spend(state)
      const hash = hashRelatedBlankNode(state, related, quad, issuer, position)
      const same = relatedByHash.get(hash)
      if (same === undefined) relatedByHash.set(hash, [related])
      else same.push(related)
    }
  }
  return relatedByHash
}

function hashRelatedBlankNode(
  state: CanonicalizationState,
  related: number,
  quad: Quad,
  issuer: IdentifierIssuer,
  position: 's' | 'o' | 'g',
): string {
  const predicate = position === 'g' ? '' : unescaped(quad.predicate)
  const name = state.canonicalIssuer.has(related)
    ? `_:${state.canonicalIssuer.issue(related)}`
    : issuer.has(related)
      ? `_:${issuer.issue(related)}`
      : state.firstDegreeHash.get(related)
  return sha2Hex(state.algorithm, `${position}${predicate}${name}`)
}

/**
 * Every distinct order of the items, one after the other in the same array. Items repeat where a node stands in many
 * statements of one blank graph: orders that differ only in which of the equals comes first are one order.
 */
function* permutations(items: number[]): Generator<number[]> {
  const order = items.toSorted((one, other) => one - other)
  const at = (index: number) => order[index] as number
  for (;;) {
    yield order
    let pivot = order.length - 2
    while (pivot >= 0 && at(pivot) >= at(pivot + 1)) pivot--
    if (pivot < 0) return
    let greater = order.length - 1
    while (at(greater) <= at(pivot)) greater--
    const tail = order.slice(pivot + 1)
    tail[greater - pivot - 1] = at(pivot)
    order[pivot] = at(greater)
    for (const [index, item] of tail.reverse().entries()) order[pivot + 1 + index] = item
  }
}

function spend(state: CanonicalizationState, work = 1): void {
  state.work += work
  if (state.work > MAX_WORK) {
    throw new CanonicalizationError('work-limit', 'a graph of indistinguishable blank nodes')
  }
}
