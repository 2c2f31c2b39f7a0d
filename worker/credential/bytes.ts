/** Bytes made of pieces, and read from streams that are not trusted to end. */

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** All of a stream (none: no bytes); null where it is longer, and the rest is not read. Throws what the stream throws. */
export async function readBounded(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (stream === null) return new Uint8Array()
  const reader = stream.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    if (length > maxBytes) {
      await reader.cancel().catch(() => undefined)
      return null
    }
    pieces.push(next.value)
  }
  return concatBytes(pieces)
}

export type Inflated = { ok: true; bytes: Uint8Array } | { ok: false; code: 'too-large' | 'broken' }

/**
 * Piece by piece, so that a bomb is dropped once it has grown past the bound. `deflate` is the zlib format of PNG and of
 * PDF's FlateDecode. Bytes behind the end of the stream make it broken.
 */
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
  const unpacked = source.pipeThrough(
    new DecompressionStream(format) as ReadableWritablePair<Uint8Array, Uint8Array>,
  )
  try {
    const bytes = await readBounded(unpacked, maxBytes)
    return bytes === null ? { ok: false, code: 'too-large' } : { ok: true, bytes }
  } catch {
    return { ok: false, code: 'broken' }
  }
}
