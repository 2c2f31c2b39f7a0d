/** What unbaking gives, and what can be wrong with a picture or file that carries a credential. Types and limits. */

export type BakeFault =
  /** The file ends in the middle of a part. */
  | 'baked-truncated'
  /** A checksum or a compressed part is wrong. */
  | 'baked-damaged'
  /** Well formed, and no credential in it. */
  | 'baked-nothing'
  /** Two credentials under one name: which one is meant is anybody's guess. */
  | 'baked-several'
  | 'baked-too-large'
  /** The text is not UTF-8. */
  | 'baked-not-text'
  /** Not XML that could be read. */
  | 'svg-malformed'
  | 'pdf-encrypted'

export type Unbaked =
  /** One text (JSON, a compact token, or a URL of Open Badges 1.x/2.0) for each credential; warnings say what was odd. */
  { ok: true; texts: string[]; warnings: BakeFault[] } | { ok: false; code: BakeFault }

/** Longest credential text that is read out of a file. */
export const MAX_BAKED_BYTES = 4 * 1024 * 1024

/** Thrown by the writers: what they were given to write into is not such a file, or the text cannot be carried. */
export class BakeError extends Error {
  readonly code: BakeFault | 'not-a-png' | 'not-an-svg'
  constructor(code: BakeError['code']) {
    super(code)
    this.name = 'BakeError'
    this.code = code
  }
}
