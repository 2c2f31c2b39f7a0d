/** The small card for frames, `…/embed`: no script at all; the verdict is as fresh as the frame. Pure. */
import { html } from 'hono/html'
import type { CredentialView } from './credential/view.ts'
import type { Html } from './layout.ts'
import { icon } from './layout.ts'
import { frameTitle } from './sharing/embed-code.ts'

export function embedPage({ shared, report, wording }: CredentialView): Html {
  const { t, month, language, direction, time } = wording
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frameTitle(shared)}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="${shared.url}">
<link rel="stylesheet" href="/styles/embed.css">
</head>
<body data-state="${report.state}">
<a class="embed" href="${shared.url}" target="_blank" rel="noopener">
<img src="${new URL(shared.url).pathname}/image" width="96" height="96" alt="">
<span class="embed-text">
<strong class="embed-title" dir="auto">${shared.title}</strong>
<span class="embed-issuer" dir="auto">${shared.issuerName}${shared.awardedAt ? html` · <time datetime="${shared.awardedAt}">${month(shared.awardedAt)}</time>` : ''}</span>
<span class="embed-verdict">${icon(report.state)} <b>${t(`word-${report.state}`)}</b> <time class="embed-when" datetime="${report.verifiedAt}">${time(report.verifiedAt)} UTC</time></span>
</span>
</a>
</body>
</html>`
}
