/** An RDF dataset under construction: a set of quads whose blank nodes are numbered from 0. Pure. */
import type { Component, Quad } from './n-quads.ts'

export class Dataset {
  readonly quads: Quad[] = []
  readonly #keys = new Set<string>()
  readonly #labelled = new Map<string, number>()
  #blankNodes = 0

  get blankNodeCount(): number {
    return this.#blankNodes
  }

  /** Adding what is already there changes nothing: a dataset is a set. */
  add(subject: Component, predicate: string, object: Component, graph: Component): void {
    // Tokens of IRIs hold no space and only literals hold a quote, so different quads have different keys.
    const key = `${subject} ${predicate} ${object} ${graph}`
    if (this.#keys.has(key)) return
    this.#keys.add(key)
    this.quads.push({ subject, predicate, object, graph })
  }

  newBlankNode(): number {
    return this.#blankNodes++
  }

  /** The one blank node of this label. */
  blankNode(label: string): number {
    const known = this.#labelled.get(label)
    if (known !== undefined) return known
    const blankNode = this.newBlankNode()
    this.#labelled.set(label, blankNode)
    return blankNode
  }

  labels(): IterableIterator<[label: string, blankNode: number]> {
    return this.#labelled.entries()
  }
}
