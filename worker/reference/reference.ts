/**
 * The reference of the API as it is served: the OpenAPI document, the page made of the same operations, and what each
 * refusal means. Made when the pages are built (scripts/build.mjs), so that the Worker does not carry it. Pure.
 */
import { html } from 'hono/html'
import * as z from 'zod/mini'
import type { Operation } from '../openapi.ts'
import { wording } from '../pages/language.ts'
import { page } from '../pages/layout.ts'
import { REFUSALS } from '../problem.ts'
import { buildOpenApi } from './build-openapi.ts'
import { operations } from './operations.ts'

/** `origin` stands wherever the deployment's own is to stand. */
export async function referenceOf(origin: string): Promise<Record<'openapi' | 'docs' | 'problems', string>> {
  return {
    openapi: JSON.stringify(buildOpenApi(operations, origin)),
    docs: await documentation('API reference', reference(operations, origin)),
    problems: await documentation('Problems', problems()),
  }
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
${query === undefined ? '' : html`<ul>${Object.entries(query.shape).map(([name, schema]) => html`<li><code>?${name}</code> ${prose(z.globalRegistry.get(schema)?.description ?? '')}</li>`)}</ul>`}
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
