/** What is asked for when a learner is to be told by mail: the gate for requests. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'

export const NOTIFICATION_LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ar', 'zh'] as const
export type NotificationLanguage = (typeof NOTIFICATION_LANGUAGES)[number]

export const Notify = lazily(() =>
  z
    .strictObject({ language: z._default(z.enum(NOTIFICATION_LANGUAGES), 'en') })
    .check(
      z.describe(
        'Mails the learner a link to claim it; needs recipient.email. The address is kept, encrypted, only until the mail is sent.',
      ),
    ),
)
