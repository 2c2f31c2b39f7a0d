/** Decompression with a cap, so that a small file cannot unfold into all the memory there is. Pure; never throws. */

export type Inflated = { ok: true; bytes: Uint8Array } | { ok: false; code: 'too-large' | 'broken' }

/** `deflate` is the zlib format of PNG and of PDF's FlateDecode. Trailing bytes after the stream make it broken. */
export async function inflate(
  compressed: Uint8Array,
  format: 'deflate' | 'gzip',
  maxBytes: number,
): Promise<Inflated> {
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(compressed)
      controller.close()
    },
  })
  const reader = source
    .pipeThrough(new DecompressionStream(format) as ReadableWritablePair<Uint8Array, Uint8Array>)
    .getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      if (length > maxBytes) {
        await reader.cancel().catch(() => undefined)
        return { ok: false, code: 'too-large' }
      }
      parts.push(value)
    }
  } catch {
    return { ok: false, code: 'broken' }
  }
  return { ok: true, bytes: concatBytes(parts) }
}

export function concatBytes(parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
