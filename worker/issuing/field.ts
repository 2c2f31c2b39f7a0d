/** Kinds of field that several requests share. Gates only: what passes is kept as it came. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'

/** Control characters break pages, logs and QR codes; new lines and tabs are fine. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

export function Text(maxLength: number) {
  return z.string().check(
    z.minLength(1, 'It may not be empty.'),
    z.maxLength(maxLength, `At most ${maxLength} characters.`),
    z.refine((text) => text.trim() !== '', 'It may not be blank.'),
    z.refine((text) => !CONTROL.test(text), 'It holds control characters.'),
    z.refine((text) => text.isWellFormed(), 'It holds half a surrogate pair.'),
  )
}

export const HttpUrl = lazily(() =>
  z
    .string()
    .check(
      z.maxLength(2048),
      z.refine(isHttpUrl, 'An absolute URL that begins with https:// or http://.'),
      z.meta({ format: 'uri' }),
    ),
)

const MAX_DATA_URL_LENGTH = 300_000

/** Shown as <img>, so only kinds that are pictures. */
const ImageUrl = lazily(() =>
  z.string().check(
    z.maxLength(MAX_DATA_URL_LENGTH, 'The image is too large: give a URL, or a smaller picture.'),
    z.refine(
      (text) =>
        isHttpUrl(text) ||
        /^data:image\/(png|svg\+xml|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}$/.test(text),
      'An https URL, or a base64 data URL of a PNG, SVG, JPEG, WebP or GIF picture.',
    ),
  ),
)

export const ImageInput = lazily(() =>
  z
    .strictObject({
      url: ImageUrl(),
      caption: z.optional(Text(500)).check(z.describe('What the picture shows, in words.')),
    })
    .register(z.globalRegistry, { id: 'ImageInput' }),
)

/** Kept as written; an offset is required, since a date without one means a different moment everywhere. */
export const DateTime = lazily(() =>
  z.iso
    .datetime({ offset: true, error: 'A date and time with offset, like 2026-05-03T10:00:00Z.' })
    .check(z.refine((text) => Number.isFinite(Date.parse(text)), 'No such date.')),
)

export const Uri = lazily(() =>
  z.string().check(
    z.maxLength(2048),
    z.refine((text) => /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text), 'An absolute URI.'),
    z.meta({ format: 'uri' }),
  ),
)

export const LanguageTag = lazily(() =>
  z
    .string()
    .check(
      z.regex(
        /^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/,
        'A BCP 47 language tag, like en or pt-BR.',
      ),
    ),
)

export const Did = lazily(() =>
  z
    .string()
    .check(
      z.maxLength(1024),
      z.regex(/^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/, 'A DID, like did:key:z6Mk… or did:web:example.org.'),
    ),
)

function isHttpUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s<>"{}|\\^`]+$/i.test(text) || !URL.canParse(text)) return false
  const { username, password, hostname } = new URL(text)
  return username === '' && password === '' && hostname !== ''
}
