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

/** Pages that are about another link, which they name in their own: ours for verifying, and those for sharing. */
const ABOUT_ANOTHER = /^\/(?:verify|sharing\/share-offsite|share-offsite|sharer\/sharer\.php)?\/?$/
/** What a deployment of Laurel shows of a credential besides the credential. */
const FACE = /^(.*\/credentials\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?:embed|badge\.svg|holder)$/i

/** The link to the credential, where `link` leads to a page about it: to check, share, embed or hold it. */
export function credentialLink(link: string): string {
  if (!URL.canParse(link)) return link
  const { origin, pathname, searchParams } = new URL(link)
  const other = ABOUT_ANOTHER.test(pathname) && (searchParams.get('url') ?? searchParams.get('u'))
  if (other && /^https?:/i.test(other)) return credentialLink(other)
  const [, credential] = FACE.exec(pathname) ?? []
  return credential === undefined ? link : origin + credential
}

/**
 * The one link among other words, in Markdown or in HTML, or without its scheme; null where there is none, or several.
 * A credential that is not whole is not answered with the one that it names.
 */
export function linkAmong(
  text: string,
  { host, protocol }: { host: string; protocol: string },
): string | null {
  if (/^\s*\[?\s*\{/.test(text)) return null
  const written = text.match(/\bhttps?:\/\/[^\s"'<>()[\]]+/gi) ?? []
  const links = new Set(
    written
      .map((link) => credentialLink(link.replace(/[.,;:!?]+$/, '')))
      .filter((link) => !/\.(?:js|css)$/.test(link)),
  )
  if (links.size > 0) return links.size === 1 ? ([...links][0] ?? null) : null
  if (text.startsWith(`${host}/`) && !/\s/.test(text)) return credentialLink(`${protocol}//${text}`)
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/\S+$/.test(text) ? credentialLink(`https://${text}`) : null
}
