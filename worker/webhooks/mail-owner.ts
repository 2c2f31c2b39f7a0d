/** Mail to the issuer's own address when we no longer send to one of its endpoints. As well as may be: the API says it in any case. */
import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import type { WebhookEndpoint } from '../storage/webhook-endpoints.ts'

export async function mailOwner(
  { sendMail, issuers, origin }: Pick<Deps, 'sendMail' | 'issuers' | 'origin'>,
  { id, issuerId, url }: WebhookEndpoint,
  why: string,
): Promise<void> {
  const issuer = sendMail === null ? null : await issuers.find(issuerId)
  const to = issuer?.profile.email
  if (sendMail === null || to === undefined) return
  const lines = [
    `Events are no longer sent to ${url}: ${why}.`,
    'What happens meanwhile is kept, and sent when you enable the endpoint again:',
    `PATCH ${origin}/v1/webhook-endpoints/${id} {"state": "enabled"}`,
    `Every attempt, with what was answered: GET ${origin}/v1/webhook-deliveries?endpoint=${id}`,
  ]
  const outcome = await sendMail({
    to,
    fromName: 'Laurel',
    subject: 'A webhook endpoint of yours is paused',
    text: `${lines.join('\n\n')}\n`,
    html: String(
      html`<!doctype html><html lang="en"><body>${lines.map((line) => html`<p>${line}</p>`)}</body></html>`,
    ),
  })
  if (!outcome.ok)
    console.warn(
      JSON.stringify({ level: 'warn', event: 'owner-not-mailed', endpoint: id, reason: outcome.reason }),
    )
}
