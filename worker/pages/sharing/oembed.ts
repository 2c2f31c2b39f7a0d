/** oEmbed 1.0 (https://oembed.com), type `rich`: the frame, sized to what the consumer allows. Pure. */
import type { JsonObject } from '../../credential/json.ts'
import { EMBED_HEIGHT, EMBED_WIDTH, iframeCode } from './embed-code.ts'
import type { SharedCredential } from './shared-credential.ts'

interface Limits {
  maxWidth?: number
  maxHeight?: number
}

export function oembedResponse(
  credential: SharedCredential,
  { maxWidth, maxHeight }: Limits = {},
): JsonObject {
  const width = Math.max(1, Math.min(EMBED_WIDTH, maxWidth ?? EMBED_WIDTH))
  const height = Math.max(1, Math.min(EMBED_HEIGHT, maxHeight ?? EMBED_HEIGHT))
  const origin = new URL(credential.url).origin
  return {
    version: '1.0',
    type: 'rich',
    title: credential.title,
    author_name: credential.issuerName,
    ...(credential.issuerUrl !== null && { author_url: credential.issuerUrl }),
    provider_name: 'Laurel',
    provider_url: origin,
    cache_age: 60,
    thumbnail_url: `${credential.url}/og.png`,
    thumbnail_width: 1200,
    thumbnail_height: 630,
    html: iframeCode(credential)
      .replace(`width="${EMBED_WIDTH}"`, `width="${width}"`)
      .replace(`height="${EMBED_HEIGHT}"`, `height="${height}"`),
    width,
    height,
  }
}
