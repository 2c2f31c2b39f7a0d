/** The port through which mail leaves: Cloudflare Email Service by the EMAIL binding, from the address MAIL_FROM. */

export interface Mail {
  to: string
  /** The name beside our address: who issued. */
  fromName: string
  replyTo?: string
  subject: string
  text: string
  html: string
}

/** `refused`: another attempt would meet the same; `failed`: it may go through later. `reason` is a code, never an address. */
export type MailOutcome = { ok: true } | { ok: false; kind: 'refused' | 'failed'; reason: string }

export type SendMail = (mail: Mail) => Promise<MailOutcome>

/** What the service will never take, however often it is asked; everything else is tried again. */
const FINAL = new Set([
  'E_VALIDATION_ERROR',
  'E_FIELD_MISSING',
  'E_RECIPIENT_NOT_ALLOWED',
  'E_RECIPIENT_SUPPRESSED',
  'E_CONTENT_TOO_LARGE',
  'E_HEADER_NOT_ALLOWED',
])

/** Null where this deployment sends no mail. */
export function createSendMail({ EMAIL, MAIL_FROM }: Pick<Env, 'EMAIL' | 'MAIL_FROM'>): SendMail | null {
  if (EMAIL === undefined || !MAIL_FROM) return null
  return async ({ to, fromName, replyTo, subject, text, html }) => {
    try {
      await EMAIL.send({
        from: { email: MAIL_FROM, name: fromName },
        to,
        subject,
        text,
        html,
        ...(replyTo === undefined ? {} : { replyTo }),
      })
      return { ok: true }
    } catch (error) {
      const code = codeOf(error)
      return { ok: false, kind: FINAL.has(code) ? 'refused' : 'failed', reason: code }
    }
  }
}

/** The service's code; its text may name the address. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'unreachable'
}
