/**
 * What an isolate remembers of D1, bounded. It may be old: whoever writes by it commits a guard (storage/guards.ts) and reads anew
 * where that fails.
 */
export interface IsolateMemory<Key extends string, Value> {
  /** As remembered, or read. What does not exist is never remembered. */
  get(key: Key): Promise<Value | null>
  /** Reads anew. */
  refresh(key: Key): Promise<Value | null>
}

export function createIsolateMemory<Key extends string, Value>(
  read: (key: Key, known: Value | undefined) => Promise<Value | null>,
  maxRemembered: number,
): IsolateMemory<Key, Value> {
  const remembered = new Map<Key, Value>()

  async function refresh(key: Key): Promise<Value | null> {
    const value = await read(key, remembered.get(key))
    remembered.delete(key)
    if (value !== null) remembered.set(key, value)
    for (const oldest of remembered.keys()) {
      if (remembered.size <= maxRemembered) break
      remembered.delete(oldest)
    }
    return value
  }

  return { get: async (key) => remembered.get(key) ?? (await refresh(key)), refresh }
}
