/** Code that others paste into their own pages, letters and README files. Pure; every value is escaped for HTML. */
import { escapeXml as escapeHtml } from '../picture/svg.ts'
import type { SharedCredential } from './shared-credential.ts'

export const EMBED_WIDTH = 340
export const EMBED_HEIGHT = 132

/** The live widget. Inside it stand a link and an image that work where its script does not; its place is kept from the start. */
export function widgetCode(credential: SharedCredential): string {
  const url = escapeHtml(credential.url)
  return (
    `<script type="module" src="${escapeHtml(new URL('/widget.js', credential.url).href)}"></script>\n` +
    `<verify-badge src="${url}" style="display:inline-block;width:${EMBED_WIDTH}px;height:${EMBED_HEIGHT}px">\n` +
    `  ${linkedImage(credential, 120)}\n</verify-badge>`
  )
}

/** For sites that take a frame and no script. */
export function iframeCode(credential: SharedCredential): string {
  return (
    `<iframe src="${escapeHtml(credential.url)}/embed" width="${EMBED_WIDTH}" height="${EMBED_HEIGHT}" title="${escapeHtml(frameTitle(credential))}" ` +
    'loading="lazy" style="border:0" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
  )
}

/** For places that take neither: the picture says the state as of the last minute. */
export function imageCode(credential: SharedCredential): string {
  return `<a href="${escapeHtml(credential.url)}"><img src="${escapeHtml(credential.url)}/badge.svg" height="28" alt="${escapeHtml(frameTitle(credential))}"></a>`
}

/** The same for README files. */
export function markdownCode(credential: SharedCredential): string {
  const alt = frameTitle(credential)
    .replaceAll(/[[\]\\]/g, '\\$&')
    .replaceAll(/\s+/g, ' ')
  return `[![${alt}](${credential.url}/badge.svg)](${credential.url})`
}

/** A table and inline attributes only: what mail programs keep. */
export function mailSignatureCode(credential: SharedCredential): string {
  const url = escapeHtml(credential.url)
  return (
    '<table cellpadding="0" cellspacing="0" border="0"><tr>' +
    `<td style="padding-right:12px"><a href="${url}"><img src="${url}/image.png" width="64" height="64" alt="${escapeHtml(credential.title)}" style="border:0;display:block"></a></td>` +
    `<td style="font-family:Arial,Helvetica,sans-serif;font-size:13px;line-height:18px;color:#1d1b18"><b>${escapeHtml(credential.title)}</b><br>` +
    `${escapeHtml(credential.issuerName)}<br><a href="${url}" style="color:#1d1b18">Check this credential</a></td></tr></table>`
  )
}

export function frameTitle({ title, issuerName }: SharedCredential): string {
  return `Credential: ${title}, issued by ${issuerName}`
}

function linkedImage(credential: SharedCredential, side: number): string {
  const url = escapeHtml(credential.url)
  return `<a href="${url}"><img src="${url}/image.png" width="${side}" height="${side}" alt="${escapeHtml(frameTitle(credential))}"></a>`
}
