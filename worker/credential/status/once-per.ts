/** What is made of one thing is made once, while that thing lives: a hundred credentials may share a list. Pure. */

/** For what one verification read, and nothing that outlives it. */
export function oncePer<Thing extends object, Made>(make: (thing: Thing) => Made): (thing: Thing) => Made {
  const known = new WeakMap<Thing, { made: Made }>()
  return (thing) => {
    const found = known.get(thing) ?? { made: make(thing) }
    known.set(thing, found)
    return found.made
  }
}
