/** /openapi.json, /docs (the reference for people, made of the same operations) and /problems (what each refusal means). */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppEnv } from '../app-env.ts'
import { etagOf } from '../edge/etag.ts'
import { buildOpenApi, type Operation } from '../openapi.ts'
import { wording } from '../pages/language.ts'
import { page } from '../pages/layout.ts'
import { REFUSALS } from '../problem.ts'
import { taggedBody } from './public-form.ts'

const CACHE_CONTROL = 'public, max-age=300'

const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': CACHE_CONTROL,
}

interface MadeOnce {
  text: string
  etag: string
}

export function docsRoutes(operations: readonly Operation[]): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  /** By path and origin: of these there are three and one. */
  const made = new Map<string, MadeOnce>()

  async function answer(
    c: Context<AppEnv>,
    headers: Record<string, string> & { 'Content-Type': string },
    make: (origin: string) => string | Promise<string>,
  ): Promise<Response> {
    const { origin } = c.var.deps
    const key = `${c.req.routePath} ${origin}`
    let known = made.get(key)
    if (known === undefined) {
      const text = await make(origin)
      known = { text, etag: await etagOf(text) }
      made.set(key, known)
    }
    return await taggedBody(c, known.text, headers, known.etag)
  }

  const data = (type: string) => ({ 'Content-Type': type, 'Cache-Control': CACHE_CONTROL })
  routes.get('/openapi.json', (c) =>
    answer(c, data('application/json'), (origin) => JSON.stringify(buildOpenApi(operations, origin))),
  )
  routes.get('/docs', (c) =>
    answer(c, PAGE_HEADERS, (origin) => documentation('API reference', reference(operations, origin))),
  )
  routes.get('/problems', (c) => answer(c, PAGE_HEADERS, () => documentation('Problems', problems())))

  return routes
}

type Markup = ReturnType<typeof html>

/** English only, like the texts of the API. */
async function documentation(title: string, content: Markup): Promise<string> {
  const head = html`<link rel="stylesheet" href="/styles/docs.css">`
  const main = html`<nav class="docs-nav" aria-label="Documentation"><a href="/docs">API reference</a> <a href="/openapi.json">OpenAPI</a> <a href="/problems">Problems</a></nav>
<h1>${title}</h1><div class="docs">${content}</div>`
  const markup = await page({ title: `${title} · Laurel`, wording: wording(), head, main })
  return markup.toString()
}

/** Text of an operation: what stands between backticks is code. */
function prose(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}

function reference(operations: readonly Operation[], origin: string): Markup {
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  return html`
<p>Base address: <code>${origin}</code>. Requests and answers are JSON in UTF-8. Send <code>Authorization: Bearer …</code> with
an API key of your issuer, or the operator token where it says so. Every refusal is
<a href="/problems"><code>application/problem+json</code></a> and says what is wrong, where, and what to do.
Whatever creates something takes an <code>Idempotency-Key</code>: repeat the request with the same key as often as you like.</p>
<nav aria-label="Contents"><ul>${tags.map((tag) => html`<li><a href="#${anchor(tag)}">${tag}</a></li>`)}</ul></nav>
${tags.map((tag) => section(tag, operations))}`
}

function section(tag: string, operations: readonly Operation[]): Markup {
  return html`<section id="${anchor(tag)}"><h2>${tag}</h2>
${operations.filter((operation) => operation.tag === tag).map(operationEntry)}</section>`
}

function operationEntry(operation: Operation): Markup {
  const { method, path, summary, description, request, responses, query } = operation
  return html`<article id="${anchor(`${method} ${path}`)}">
<h3><code><b>${method.toUpperCase()}</b> ${path}</code></h3>
<p>${prose(summary)}</p>
${(description?.split('\n\n') ?? []).map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
<p><small>${access(operation)}${operation.idempotent ? ' Takes an Idempotency-Key.' : ''}</small></p>
${query === undefined ? '' : html`<ul>${Object.entries(query.shape).map(([name, schema]) => html`<li><code>?${name}</code> ${prose((schema as { description?: string }).description ?? '')}</li>`)}</ul>`}
${request?.example === undefined ? '' : html`<pre tabindex="0">${JSON.stringify(request.example, null, 2)}</pre>`}
<dl>${Object.entries(responses).map(([status, response]) => html`<dt>${status}</dt><dd>${prose(response.description)} ${(response.mediaTypes ?? []).map((type) => html`<code>${type}</code> `)}</dd>`)}</dl>
</article>`
}

function access({ access }: Operation): string {
  if (access === 'public') return 'Public.'
  if (access === 'operator') return 'Operator token.'
  if (typeof access === 'object') return `Operator token, or an API key with the scope ${access.operatorOr}.`
  return `API key with the scope ${access}.`
}

function problems(): Markup {
  return html`<p>Each refusal has a stable <code>code</code>, which is also the end of its <code>type</code>.</p>
<dl>${Object.entries(REFUSALS).map(([code, { status, title }]) => html`<dt id="${code}"><code>${code}</code> (${status})</dt><dd>${prose(title)}.</dd>`)}
<dt id="internal-error"><code>internal-error</code> (500)</dt><dd>The fault is ours. Nothing was lost; it is safe to try again.</dd></dl>`
}

function anchor(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
