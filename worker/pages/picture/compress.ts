/** The zlib format of PNG and PDF, both ways, by the runtime's own streams. */
import { concatBytes } from '../../credential/bytes.ts'

export function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new CompressionStream('deflate'), Infinity)
}

/** Null for what is no zlib stream. Reads at most `maxBytes` and a little more: a bomb is cut off. */
export function inflated(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null> {
  return through(bytes, new DecompressionStream('deflate'), maxBytes).catch(() => null)
}

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  maxBytes: number,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter()
  // What goes wrong is told to the reader, too.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => undefined)
  writer.close().catch(() => undefined)
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader()
  const parts: Uint8Array[] = []
  for (let size = 0; size <= maxBytes; ) {
    const { done, value } = await reader.read()
    if (done) return concatBytes(parts)
    parts.push(value)
    size += value.length
  }
  await reader.cancel()
  return concatBytes(parts)
}
