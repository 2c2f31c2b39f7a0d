/** The head of a credential's page: what link previews, search engines, wallets and feed readers look for. Pure. */
import { html, raw } from 'hono/html'
import type { Html } from '../layout.ts'
import { OG_HEIGHT, OG_WIDTH } from '../picture/og-picture.ts'
import { frameTitle } from '../sharing/embed-code.ts'
import { issuedSentence } from '../sharing/share-links.ts'
import { scriptSafeJson, structuredData } from '../sharing/structured-data.ts'
import { type CredentialView, verdictSentences } from './view.ts'

export function credentialHead(view: CredentialView): Html {
  const { shared, credential, report, hasJwt, wording } = view
  const title = issuedSentence(shared)
  const warning =
    report.state === 'valid' ? null : `${wording.t(`word-${report.state}`)}. ${verdictSentences(view)[0]}`
  const description = warning ?? shared.description ?? title
  const oembed = `${new URL(shared.url).origin}/oembed?${new URLSearchParams({ url: shared.url })}`
  const indexed = shared.visibility === 'public' && report.state === 'valid'
  return html`<meta name="description" content="${description}">
${indexed ? '' : html`<meta name="robots" content="noindex">`}
<link rel="canonical" href="${shared.url}">
<meta property="og:site_name" content="Laurel">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${shared.url}">
<meta property="og:image" content="${shared.url}/og.png">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="${OG_WIDTH}">
<meta property="og:image:height" content="${OG_HEIGHT}">
<meta property="og:image:alt" content="${frameTitle(shared)}">
<meta name="twitter:card" content="summary_large_image">
<link rel="alternate" type="application/vc" href="${shared.url}.json">
${hasJwt ? html`<link rel="alternate" type="application/vc+jwt" href="${shared.url}.jwt">` : ''}
<link rel="alternate" type="application/json+oembed" href="${oembed}" title="${frameTitle(shared)}">
<script type="application/ld+json">${raw(scriptSafeJson(structuredData(shared, credential)))}</script>
`
}
