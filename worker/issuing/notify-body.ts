/** What is asked for when a learner is to be told by mail: the gate for requests. */
import * as z from 'zod'

export const NOTIFICATION_LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ar', 'zh'] as const
export type NotificationLanguage = (typeof NOTIFICATION_LANGUAGES)[number]

export const Notify = z
  .strictObject({ language: z.enum(NOTIFICATION_LANGUAGES).default('en') })
  .describe(
    'Mails the learner a link to claim it; needs recipient.email. The address is kept, encrypted, only until the mail is sent.',
  )
