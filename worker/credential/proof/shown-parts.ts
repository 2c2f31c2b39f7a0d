/**
 * Holds what is shown of a badge's parts against all that is stated of them: what hides some of it makes another sense of
 * the rest. A result with its value under another name is read by its status. Part of misread-terms.ts. Pure.
 */
import type { Component } from '../canonicalize/n-quads.ts'
import type { JsonObject, JsonValue } from '../json.ts'
import { hidden, type Misread } from './misread.ts'
import { READ_BY_NAME } from './read-members.ts'
import type { StatedGraph } from './stated-graph.ts'
import { flat, idOf } from './stated-value.ts'

/** A verdict hangs on these: hidden by no issuer. */
const DECIDING = new Set(READ_BY_NAME.values())

export class ShownParts {
  /** Part with an id → where it stands. */
  readonly #shown = new Map<Component, Set<JsonObject>>()
  readonly #graph: StatedGraph
  readonly #step: () => void

  constructor(graph: StatedGraph, step: () => void) {
    this.#graph = graph
    this.#step = step
  }

  /** One with an id may be shown in several places, an issuer who is the creator, too; in one list the first is read. */
  show(values: JsonValue[]): void {
    const seen = new Set<Component>()
    for (const value of values) {
      const node = idOf(value)
      if (node === undefined || seen.has(node)) continue
      seen.add(node)
      this.mention(node)?.add(value as JsonObject)
    }
  }

  /** By its id alone: then it must be shown somewhere. */
  mention(node: Component): Set<JsonObject> | undefined {
    if (!this.#graph.isBadgePart(node)) return undefined
    const shown = this.#shown.get(node) ?? new Set()
    this.#shown.set(node, shown)
    return shown
  }

  /** What is said in a credential with a proof of its own, of the same nodes: changed there, that proof does not hold. */
  showWithin(value: JsonValue): void {
    this.#step()
    if (typeof value !== 'object' || value === null) return
    this.show([value])
    for (const member of Object.values(value)) this.showWithin(member)
  }

  /** Of one that stands in this place. */
  hiddenIn(value: JsonObject, node: Component): Misread | undefined {
    if (!this.#graph.isBadgePart(node)) return undefined
    if (typeof node === 'number') return this.hiddenMember([value], node)
    return value.id === undefined ? hidden('id', true) : undefined
  }

  /** Of those that stand in several, when all have been seen. */
  hiddenInAny(): Misread | undefined {
    for (const [node, shown] of this.#shown) {
      const misread = this.hiddenMember(shown, node)
      if (misread !== undefined) return misread
    }
    return undefined
  }

  /** What is stated of `node` more often than these show it, which stand for it together. */
  hiddenMember(shown: Iterable<JsonObject>, node: Component): Misread | undefined {
    for (const [name, count] of this.#graph.required(node)) {
      let values = 0
      for (const source of shown) {
        this.#step()
        values += flat(source[name]).length
      }
      if (values < count) return hidden(name, !DECIDING.has(name))
    }
    return undefined
  }
}
