/** Outlines of letters out of the served assets (scripts/glyphs.mjs). A page that is not there has no letters. */
import type { GlyphPage, LoadGlyphPage } from './typeface.ts'

export function glyphPagesFrom(assets: Fetcher): LoadGlyphPage {
  return async (page) => {
    const response = await assets.fetch(`https://assets.invalid/glyphs/${page.toString(16)}.json`)
    if (response.ok && response.headers.get('content-type')?.includes('json'))
      return await response.json<GlyphPage>()
    await response.body?.cancel()
    return null
  }
}
