/** The frame of every server-made page: head, header, footer. Pure. No inline script and no inline style. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Wording } from './language.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface PageParts {
  title: string
  wording: Wording
  /** What else belongs into the head. */
  head?: Html
  main: Html
  scripts?: readonly string[]
}

export function page({
  title,
  wording: { t, language, direction },
  head,
  main,
  scripts = [],
}: PageParts): Html {
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="theme-color" content="#faf6ee" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#181410" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/styles/laurel.css">
<link rel="stylesheet" href="/styles/credential.css">
${head ?? ''}${scripts.map((script) => html`<script type="module" src="${script}"></script>`)}
</head>
<body>
<a class="skip-link" href="#main">${t('skip')}</a>
<header class="site">
<a class="brand" href="/"><svg aria-hidden="true" viewBox="0 0 64 64"><use href="/icons.svg#wreath"></use></svg>Laurel</a>
<nav aria-label="Laurel"><a href="/verify">${t('nav-verify')}</a></nav>
</header>
<main class="page" id="main">
${main}
</main>
<footer class="site"><p>${t('footer')}</p><a href="/docs">${t('nav-api')}</a></footer>
</body>
</html>`
}

export function icon(name: string, className = 'icon'): Html {
  return html`<svg class="${className}" aria-hidden="true"><use href="/icons.svg#${name}"></use></svg>`
}

/**
 * For every server-made page. `frameAncestors` is `*` for what is made to be framed.
 * Styles and scripts are files of ours; images are ours or data.
 */
export function pagePolicy(frameAncestors: "'none'" | '*' = "'none'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self' https:",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
    "require-trusted-types-for 'script'",
    'trusted-types laurel',
  ].join('; ')
}
