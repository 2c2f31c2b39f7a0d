/** What selective disclosure needs beyond the canonicalizer of the same packages; they ship no types. */
declare module 'jsonld/lib/compact.js' {
  const compaction: {
    compact(input: { activeCtx: object; element: unknown; options: object }): Promise<unknown>
  }
  export default compaction
}
