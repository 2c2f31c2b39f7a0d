/** D1 as it may be on a bad day: every call may fail, before it did anything or after, when nobody learns that it did. */

/** Whether something goes wrong now. */
export type Goes = (share: number) => boolean

export function faultyD1(db: D1Database, goes: Goes, share: number): D1Database {
  const real = new WeakMap<object, D1PreparedStatement>()

  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    if (goes(share)) throw new Error('D1 went away before')
    const done = await work()
    if (goes(share)) throw new Error('D1 went away after')
    return done
  }
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values))
        const member = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => call(() => Reflect.apply(member, target, given) as Promise<unknown>)
      },
    })
    real.set(wrapped, statement)
    return wrapped
  }
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => wrap(target.prepare(sql))
      if (name === 'batch')
        return (statements: D1PreparedStatement[]) =>
          call(() => target.batch(statements.map((each) => real.get(each) ?? each)))
      const member = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
