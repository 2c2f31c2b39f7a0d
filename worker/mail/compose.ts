/** Mails to learners, each with one thing to do: text and HTML that say the same. Pure. */
import { html } from 'hono/html'
import type { Mail } from '../http/send-mail.ts'
import type { Wording } from '../pages/language.ts'
import type { PriorLearningText } from '../pages/prior-learning-texts.ts'
import { CONFIRM_WITHIN_MINUTES } from '../vendors/bring-badge.ts'

/** Mail programs cut longer ones. */
const MAX_SUBJECT_CHARACTERS = 150

export interface Told {
  to: string
  /** Its language is the mail's. */
  wording: Wording
  issuerName: string
  /** The issuer's public address: answers go there, not to us. */
  issuerEmail?: string | undefined
  title: string
  /** The holder's own link. */
  holderUrl: string
}

/** Of a credential. */
export function composeMail({ wording, title, holderUrl, ...told }: Told): Mail {
  const names = { issuer: oneLine(told.issuerName), title: oneLine(title) }
  const [greeting, earned, claim, button, keep, mistaken] = (
    ['greeting', 'earned', 'claim', 'button', 'keep', 'mistaken'] as const
  ).map((part) => wording.t(`mail-${part}`, names))
  return letter(told, wording, {
    subject: wording.t('mail-subject', names),
    lead: `${greeting} ${earned}`,
    ask: claim,
    button,
    url: holderUrl,
    notes: [keep, mistaken],
  })
}

export interface Asked extends Omit<Told, 'title' | 'holderUrl'> {
  say: PriorLearningText
  confirmUrl: string
}

/** Whether a badge is theirs. Nothing of the badge stands in it: who makes one could write to strangers so. */
export function composeConfirmation({ wording, say, confirmUrl, ...told }: Asked): Mail {
  const params = { issuer: oneLine(told.issuerName), minutes: CONFIRM_WITHIN_MINUTES }
  return letter(told, wording, {
    subject: say('mail-subject', params),
    lead: say('mail-lead', params),
    button: say('mail-button'),
    url: confirmUrl,
    notes: [say('mail-note', params), say('mail-mistaken')],
  })
}

interface Letter {
  subject: string
  lead: string
  ask?: string | undefined
  button: string | undefined
  url: string
  notes: readonly (string | undefined)[]
}

function letter(
  { to, issuerName, issuerEmail }: Pick<Told, 'to' | 'issuerName' | 'issuerEmail'>,
  { language, direction }: Wording,
  { subject, lead, ask, button, url, notes }: Letter,
): Mail {
  return {
    to,
    fromName: oneLine(issuerName),
    ...(issuerEmail === undefined ? {} : { replyTo: issuerEmail }),
    subject: shortened(subject),
    text: `${lead}\n\n${ask === undefined ? '' : `${ask}\n`}${url}\n\n${notes.join('\n\n')}\n`,
    // Styles stand in the elements: mail programs drop style sheets.
    html: String(html`<!doctype html>
<html lang="${language}" dir="${direction}"><body style="margin:0;padding:24px;background:#f7f3ea;color:#1d2420;font:16px/1.6 Georgia,serif">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#fffdf8;border:1px solid #e2dac8;border-radius:8px">
<p style="font-size:20px;margin:0 0 16px">${lead}</p>
${ask === undefined ? '' : html`<p style="margin:0 0 16px">${ask}</p>`}
<p style="margin:0 0 24px"><a href="${url}" style="display:inline-block;padding:12px 20px;background:#1d2420;color:#fffdf8;text-decoration:none;border-radius:6px">${button}</a></p>
${notes.map((note) => html`<p style="margin:0 0 8px;font-size:14px;color:#4d554f">${note}</p>`)}
</div></body></html>`),
  }
}

/** A name is written by others: without line ends it can neither add a header nor change the form of the text. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

function shortened(text: string): string {
  const characters = [...text]
  return characters.length <= MAX_SUBJECT_CHARACTERS
    ? text
    : `${characters.slice(0, MAX_SUBJECT_CHARACTERS - 1).join('')}…`
}
