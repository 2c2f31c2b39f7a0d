/** Page or data? What stands behind one URL in two forms is chosen here. Pure. */
import { parseAccept } from 'hono/utils/accept'

/** Programs that make link previews and send `Accept: *`+`/*`: they want the page. */
const PREVIEWERS =
  /facebookexternalhit|twitterbot|linkedinbot|slackbot|slack-imgproxy|discordbot|telegrambot|whatsapp|mastodon|bluesky|cardyb|skypeuripreview|pinterest|redditbot|embedly|iframely|applebot|googlebot|bingbot|google-inspectiontool/i

/** A page for browsers and for makers of previews; data for everybody who does not say what they want. */
export function prefersPage(accept: string | undefined, userAgent = ''): boolean {
  const first = parseAccept(accept ?? '')[0]?.type.toLowerCase()
  if (first === 'text/html' || first === 'application/xhtml+xml') return true
  return (first === undefined || first === '*/*') && PREVIEWERS.test(userAgent)
}
