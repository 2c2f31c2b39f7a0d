/** The statements of one graph, by subject and by the name that their predicate tells: part of misread-terms.ts. Pure. */
import type { Component } from '../canonicalize/n-quads.ts'
import { MEMBER_OF_NAME, READ_BY_NAME } from './read-members.ts'
import { nameOf, OTHER_NAMES, RDF_FIRST, RDF_REST, Stated, TYPE } from './stated-value.ts'

/** The vocabularies of Open Badges and CLR: whoever uses them calls things as their contexts do. */
const BADGES = '<https://purl.imsglobal.org/spec/'
const NONE = new Stated([])

export class StatedGraph {
  /** subject → name of the predicate → objects. */
  readonly #objects = new Map<Component, Map<string, Component[]>>()
  /** subject → members under which it must be shown, and how many values they have. */
  readonly #required = new Map<Component, Map<string, number>>()
  readonly #badgeParts = new Set<Component>()
  readonly #listed = new Map<Component[], Stated>()
  readonly #step: () => void

  constructor(step: () => void) {
    this.#step = step
  }

  add(subject: Component, predicate: string, object: Component): void {
    const name = nameOf(predicate)
    const members = this.#objects.get(subject) ?? new Map<string, Component[]>()
    if (members.size === 0) this.#objects.set(subject, members)
    const objects = members.get(name)
    if (objects) objects.push(object)
    else members.set(name, [object])
    const isOfBadges = predicate.startsWith(BADGES)
    if (isOfBadges || (name === TYPE && String(object).startsWith(BADGES))) this.#badgeParts.add(subject)
    const required = isOfBadges ? MEMBER_OF_NAME.get(name) : READ_BY_NAME.get(predicate)
    // An endorsement's comment is of the endorsed, and read where it stands, by its own proof.
    if (required !== undefined && required !== 'endorsementComment') this.#require(subject, required)
  }

  #require(subject: Component, member: string): void {
    const counts = this.#required.get(subject) ?? new Map<string, number>()
    this.#required.set(subject, counts)
    counts.set(member, (counts.get(member) ?? 0) + 1)
  }

  blankNodes(): Component[] {
    return [...this.#objects.keys()].filter((subject) => typeof subject === 'number')
  }

  /** Of Open Badges or CLR, by a type or a member. */
  isBadgePart(node: Component): boolean {
    return this.#badgeParts.has(node)
  }

  /** Members under which as many values of `node` must be shown. */
  required(node: Component): [string, number][] {
    const members = [...(this.#required.get(node) ?? [])]
    // schema.org's, which means many things elsewhere.
    const values = this.#badgeParts.has(node) ? this.#objects.get(node)?.get('value') : undefined
    return values ? [...members, ['value', values.length]] : members
  }

  /** Names of the predicates of `node` that no verifier reads. */
  unreadNames(node: Component): string[] {
    return [...(this.#objects.get(node)?.keys() ?? [])].filter(
      (name) => name !== TYPE && !MEMBER_OF_NAME.has(name.replace(/^~/, '')),
    )
  }

  /** Once for each: a node may stand in the JSON many times. */
  stated(node: Component, name: string): Stated {
    const members = this.#objects.get(node)
    const other = OTHER_NAMES.get(name)
    const objects =
      members?.get(name) ??
      (other === undefined ? undefined : members?.get(other)) ??
      members?.get(`~${name}`) ??
      members?.get(`~${other}`)
    if (objects === undefined) return NONE
    const [first] = objects
    // Nearly always: one thing, and no list.
    if (objects.length === 1 && !this.#objects.get(first ?? '')?.has(RDF_FIRST)) return new Stated(objects)
    const known = this.#listed.get(objects)
    if (known) return known
    const stated = new Stated([...new Set(objects.flatMap((object) => [object, ...this.#items(object)]))])
    this.#listed.set(objects, stated)
    return stated
  }

  /** Of a list. */
  #items(head: Component): Component[] {
    const items: Component[] = []
    for (let cell: Component | undefined = head; cell !== undefined; ) {
      const members: Map<string, Component[]> | undefined = this.#objects.get(cell)
      const [first] = members?.get(RDF_FIRST) ?? []
      if (first === undefined) break
      this.#step()
      items.push(first)
      cell = members?.get(RDF_REST)?.[0]
    }
    return items
  }
}
