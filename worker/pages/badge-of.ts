/**
 * The badge image of a credential: the issuer's own, fetched through the guarded port and recognised by its bytes, or
 * the default one. What is passed on is an image and nothing else.
 */
import { isPng, isSvg } from '../credential/bake/index.ts'
import type { Deps } from '../deps.ts'
import type { IssuerPresentation } from '../storage/credential-pages.ts'
import { badgeImageSvg, badgePicture } from './badge-image/badge-image.ts'
import { encodePng } from './picture/encode-png.ts'
import { glyphPagesFrom } from './picture/glyph-pages.ts'
import { withCoveredNames } from './picture/og-picture.ts'
import { paint } from './picture/paint.ts'
import { loadTypeface } from './picture/typeface.ts'
import type { SharedCredential } from './sharing/shared-credential.ts'

export interface ImageFile {
  type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'
  bytes: Uint8Array
}

const MAX_IMAGE_BYTES = 2 * 1024 * 1024

/** Null where the issuer gave none, or what it gave is none or cannot be had. */
export async function issuerImage(
  { fetchDocument }: Pick<Deps, 'fetchDocument'>,
  { image }: { image: { url: string } | null },
): Promise<ImageFile | null> {
  if (image === null) return null
  const bytes = image.url.startsWith('data:') ? dataBytes(image.url) : await fetched(fetchDocument, image.url)
  if (bytes === null || bytes.length > MAX_IMAGE_BYTES) return null
  const type = imageType(bytes)
  return type === null ? null : { type, bytes }
}

export function defaultImage(shared: SharedCredential, presentation: IssuerPresentation): ImageFile {
  const svg = badgeImageSvg({
    name: shared.title,
    issuerName: shared.issuerName,
    colours: coloursOf(presentation),
  })
  return { type: 'image/svg+xml', bytes: new TextEncoder().encode(svg) }
}

/** The default image painted, 512 × 512 times `scale`. */
export async function defaultPng(
  assets: Fetcher,
  { title, issuerName }: Pick<SharedCredential, 'title' | 'issuerName'>,
  presentation: IssuerPresentation,
): Promise<Uint8Array> {
  const typeface = await loadTypeface([title, issuerName], glyphPagesFrom(assets))
  const names = withCoveredNames({ title, issuerName, colours: coloursOf(presentation) }, typeface)
  return encodePng(paint(badgePicture(names, typeface.measure), typeface), true)
}

/** An SVG as it is; any other picture inside one. */
export function svgAround({ type, bytes }: ImageFile): string {
  if (type === 'image/svg+xml') return new TextDecoder().decode(bytes)
  const href = `data:${type};base64,${base64(bytes)}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512"><image href="${href}" width="512" height="512"/></svg>`
}

export function coloursOf({ groundColour, accentColour }: IssuerPresentation) {
  return { ground: groundColour, accent: accentColour }
}

async function fetched(fetchDocument: Deps['fetchDocument'], url: string): Promise<Uint8Array | null> {
  const answer = await fetchDocument({ url, purpose: 'image', accept: 'image/*' })
  return answer.ok && answer.status === 200 ? answer.body : null
}

function dataBytes(url: string): Uint8Array | null {
  const match = /^data:[^,;]*(;[^,]*?)?(;base64)?,/i.exec(url)
  if (!match) return null
  const payload = url.slice(match[0].length)
  try {
    if (/;base64,$/i.test(match[0]))
      return Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    return new TextEncoder().encode(decodeURIComponent(payload))
  } catch {
    return null
  }
}

function imageType(bytes: Uint8Array): ImageFile['type'] | null {
  const starts = (...magic: number[]) => magic.every((byte, index) => bytes[index] === byte)
  if (isPng(bytes)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'image/gif'
  if (starts(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45) return 'image/webp'
  return isSvg(new TextDecoder().decode(bytes)) ? 'image/svg+xml' : null
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
