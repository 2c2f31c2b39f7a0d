/** Is it a PDF? Apart from its reader and writer, which are loaded only for one. Pure. */
export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}
