/** What a person gave, and what can be said of it before it is read: too large, empty, a photograph. */

export interface Given {
  /** A file's name, or how it came; null for text of the field. */
  name: string | null
  data: string | Blob
}

/** A gate at once, before a byte is read. The core's own limit (MAX_INPUT_BYTES) is the same. */
export const MAX_GIVEN_BYTES = 10 * 1024 * 1024
export const MAX_GIVEN = 50

/** Pictures that a browser can draw, of which a QR code may be read. By content, not by name. */
export function isPicture(bytes: Uint8Array): boolean {
  const starts = (...prefix: number[]) => prefix.every((byte, index) => bytes[index] === byte)
  return (
    starts(0x89, 0x50, 0x4e, 0x47) ||
    starts(0xff, 0xd8, 0xff) ||
    starts(0x47, 0x49, 0x46, 0x38) ||
    (starts(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45)
  )
}

/** A text that is nothing but one link. */
export function isLink(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text)
}
