/** A response's body, bounded: what a server claims of the length is not believed, and a slow body ends with the signal. */

export interface BoundedBody {
  /** At most `maxBytes`. */
  bytes: Uint8Array<ArrayBuffer>
  /** There was more, which was not read. */
  truncated: boolean
}

/** Throws when the signal fires or the body breaks off. */
export async function readUpTo(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<BoundedBody> {
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  if (reader === undefined) return { bytes: new Uint8Array(), truncated: false }
  const stop = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stop)
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      pieces.push(next.value)
      length += next.value.byteLength
      if (length > maxBytes) break
    }
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
  const bytes = new Uint8Array(Math.min(length, maxBytes))
  let offset = 0
  for (const piece of pieces) {
    bytes.set(piece.subarray(0, maxBytes - offset), offset)
    offset = Math.min(maxBytes, offset + piece.byteLength)
  }
  return { bytes, truncated: length > maxBytes }
}
