/**
 * A value that is made when it is first asked for, and then kept: schemas above all. Making all of them would be most of
 * what starting the Worker costs, and a request needs one or two. What only the reference names is marked
 * `/* @__PURE__ *\/ lazily(…)`: the bundler leaves it out.
 */
export function lazily<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
