/** Kinds of field that several requests share. Gates only: what passes is kept as it came. */
import * as z from 'zod'

/** Control characters break pages, logs and QR codes; new lines and tabs are fine. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

export function Text(maxLength: number) {
  return z
    .string()
    .min(1, 'It may not be empty.')
    .max(maxLength, `At most ${maxLength} characters.`)
    .refine((text) => text.trim() !== '', 'It may not be blank.')
    .refine((text) => !CONTROL.test(text), 'It holds control characters.')
    .refine((text) => text.isWellFormed(), 'It holds half a surrogate pair.')
}

export const HttpUrl = z
  .string()
  .max(2048)
  .refine(isHttpUrl, 'An absolute URL that begins with https:// or http://.')
  .meta({ format: 'uri' })

const MAX_DATA_URL_LENGTH = 300_000

/** Shown as <img>, so only kinds that are pictures. */
export const ImageUrl = z
  .string()
  .max(MAX_DATA_URL_LENGTH, 'The image is too large: give a URL, or a smaller picture.')
  .refine(
    (text) =>
      isHttpUrl(text) || /^data:image\/(png|svg\+xml|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}$/.test(text),
    'An https URL, or a base64 data URL of a PNG, SVG, JPEG, WebP or GIF picture.',
  )

export const ImageInput = z
  .strictObject({
    url: ImageUrl,
    caption: Text(500).optional().describe('What the picture shows, in words.'),
  })
  .meta({ id: 'ImageInput' })

/** Kept as written; an offset is required, since a date without one means a different moment everywhere. */
export const DateTime = z.iso
  .datetime({ offset: true, error: 'A date and time with offset, like 2026-05-03T10:00:00Z.' })
  .refine((text) => Number.isFinite(Date.parse(text)), 'No such date.')

export const Uri = z
  .string()
  .max(2048)
  .refine((text) => /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text), 'An absolute URI.')
  .meta({ format: 'uri' })

export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/, 'A BCP 47 language tag, like en or pt-BR.')

export const Did = z
  .string()
  .max(1024)
  .regex(/^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/, 'A DID, like did:key:z6Mk… or did:web:example.org.')

function isHttpUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s<>"{}|\\^`]+$/i.test(text) || !URL.canParse(text)) return false
  const { username, password, hostname } = new URL(text)
  return username === '' && password === '' && hostname !== ''
}
