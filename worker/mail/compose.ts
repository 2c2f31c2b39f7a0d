/** The mail that tells a learner of a credential: text and HTML that say the same. Pure. */
import { html } from 'hono/html'
import type { Mail } from '../http/send-mail.ts'
import type { Wording } from '../pages/language.ts'

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

export function composeMail({ to, wording, issuerName, issuerEmail, title, holderUrl }: Told): Mail {
  const { language, direction, t } = wording
  const names = { issuer: oneLine(issuerName), title: oneLine(title) }
  const [greeting, earned, claim, button, keep, mistaken] = (
    ['greeting', 'earned', 'claim', 'button', 'keep', 'mistaken'] as const
  ).map((part) => t(`mail-${part}`, names))
  return {
    to,
    fromName: oneLine(issuerName),
    ...(issuerEmail === undefined ? {} : { replyTo: issuerEmail }),
    subject: shortened(t('mail-subject', names)),
    text: `${greeting} ${earned}\n\n${claim}\n${holderUrl}\n\n${keep}\n\n${mistaken}\n`,
    // Styles stand in the elements: mail programs drop style sheets.
    html: String(html`<!doctype html>
<html lang="${language}" dir="${direction}"><body style="margin:0;padding:24px;background:#f7f3ea;color:#1d2420;font:16px/1.6 Georgia,serif">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#fffdf8;border:1px solid #e2dac8;border-radius:8px">
<p style="font-size:20px;margin:0 0 16px">${greeting} ${earned}</p>
<p style="margin:0 0 16px">${claim}</p>
<p style="margin:0 0 24px"><a href="${holderUrl}" style="display:inline-block;padding:12px 20px;background:#1d2420;color:#fffdf8;text-decoration:none;border-radius:6px">${button}</a></p>
<p style="margin:0 0 8px;font-size:14px;color:#4d554f">${keep}</p>
<p style="margin:0;font-size:14px;color:#4d554f">${mistaken}</p>
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
