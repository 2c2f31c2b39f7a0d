/** The check `image`: pictures that the credential names are there and are pictures. When asked; only ever a warning. */
import { displayCredential } from '../display/index.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

const MAX_IMAGES = 4

export async function checkImages({ document, format, run }: Examination): Promise<Check[]> {
  const shown = displayCredential(document, format)
  const urls = [shown?.image?.url, shown?.achievement?.image?.url, shown?.issuer.image].filter(
    (url): url is string => typeof url === 'string',
  )
  if (urls.length === 0) return [check('image', 'skipped', { critical: false })]
  const distinct = [...new Set(urls)].slice(0, MAX_IMAGES)
  return Promise.all(
    distinct.map((url) => (url.startsWith('data:') ? inPlace(url) : fetched(url, run.fetchDocument))),
  )
}

function inPlace(url: string): Check {
  const good = /^data:image\/(?:png|svg\+xml|jpeg|gif|webp)[;,]/i.test(url)
  const subject = url.slice(0, 40)
  return good ? check('image', 'success', { critical: false, subject }) : notAnImage(subject)
}

async function fetched(url: string, fetchDocument: Examination['run']['fetchDocument']): Promise<Check> {
  const answer = await fetchDocument({ url, purpose: 'image', accept: 'image/*' })
  if (!answer.ok || answer.status !== 200) {
    if (!answer.ok && answer.reason === 'wrong-type') return notAnImage(url)
    const reason = answer.ok ? `HTTP ${answer.status}` : answer.reason
    const problems = [problem('image-unreachable', { severity: 'warning', params: { url, reason } })]
    return check('image', 'indeterminate', { critical: false, subject: url, problems })
  }
  const sources = [{ url: answer.url, via: answer.via, at: answer.fetchedAt }]
  return looksLikeImage(answer.body)
    ? check('image', 'success', { critical: false, subject: url, sources })
    : notAnImage(url)
}

function notAnImage(url: string): Check {
  const problems = [problem('image-kind', { severity: 'warning', params: { url } })]
  return check('image', 'failure', { critical: false, subject: url, problems })
}

/** PNG, JPEG, GIF, WebP by their first bytes; SVG by its text. */
function looksLikeImage(body: Uint8Array): boolean {
  const head = String.fromCharCode(...body.subarray(0, 512))
  if (head.startsWith('\u0089PNG') || head.startsWith('\u00ff\u00d8\u00ff') || head.startsWith('GIF8'))
    return true
  return (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') || /<svg[\s>]/.test(head)
}
