/** An RDF dataset under construction; its blank nodes are numbered from 0. Pure. */
import type { Component, Quad } from './n-quads.ts'

export class Dataset {
  readonly quads: Quad[] = []
  readonly #labelled = new Map<string, number>()
  #blankNodes = 0

  get blankNodeCount(): number {
    return this.#blankNodes
  }

  /** A dataset is a set, but repetitions are rare: `canonicalizeDataset` takes them out when it finds one. */
  add(subject: Component, predicate: string, object: Component, graph: Component): void {
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
