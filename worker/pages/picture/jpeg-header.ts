/** What a JPEG says of itself before its pixels (ISO/IEC 10918-1, B.2). Pure. */

export interface JpegHeader {
  width: number
  height: number
  /** 1 grey, 3 colour, 4 inks. */
  components: number
  /** It carries Adobe's marker (APP14). */
  isAdobe: boolean
}

/** Null for what is no 8-bit JPEG of a size, or ends before it tells. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null
  let isAdobe = false
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    if (isFrameHeader(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      const components = bytes[at + 9] ?? 0
      const readable = bytes[at + 4] === 8 && width > 0 && height > 0 && [1, 3, 4].includes(components)
      return readable ? { width, height, components, isAdobe } : null
    }
    if (marker === 0xee) isAdobe ||= String.fromCharCode(...bytes.subarray(at + 4, at + 9)) === 'Adobe'
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** SOF0 to SOF2: what PDF's DCTDecode reads (baseline, extended, progressive). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xc2
}
