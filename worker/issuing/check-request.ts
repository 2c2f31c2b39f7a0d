/** Whether a request may be issued, by its achievement as it is known: each request is accepted or refused on its own. */
import type { Deps } from '../deps.ts'
import { type FieldError, Refusal } from '../problem.ts'
import type { Achievement } from '../storage/achievements.ts'
import type { Issuance } from './issuance.ts'
import { checkAgainstAchievement } from './issue-request.ts'

/** Of achievements in one batch; about two and a half times that in signed forms. */
const MAX_BATCH_CHARACTERS = 8_000_000

export interface Accepted {
  request: Issuance
  achievement: Achievement
}

export function isGranted<T extends object>(outcome: T | Refusal): outcome is T {
  return !(outcome instanceof Refusal)
}

/** From the isolate's memory, or (`fresh`) read anew. */
export async function findAchievements(
  deps: Deps,
  issuerId: string,
  requests: readonly Issuance[],
  fresh: boolean,
) {
  const ids = [...new Set(requests.map(({ achievementId }) => achievementId))]
  const found = await Promise.all(
    ids.map((id) => deps.achievementMemory[fresh ? 'refresh' : 'get'](`${issuerId}/${id}`)),
  )
  return new Map(ids.map((id, at) => [id, found[at] ?? null]))
}

export function checkRequest(request: Issuance, achievement: Achievement | null): Accepted | Refusal {
  if (achievement === null)
    return invalid([{ pointer: '/achievementId', detail: 'This issuer has no achievement of this id.' }])
  if (achievement.archivedAt !== null)
    return new Refusal('conflict', 'This achievement is archived. Restore it to issue it again.')
  const errors = checkAgainstAchievement(request, achievement.body)
  return errors.length > 0 ? invalid(errors) : { request, achievement }
}

function invalid(errors: FieldError[]): Refusal {
  const [first] = errors
  return new Refusal('invalid-request', `${first?.pointer}: ${first?.detail}`, { errors })
}

/** Both signed forms of all of them are held at once, and each carries its achievement, pictures and all. */
export function assertFits(items: Accepted[]): void {
  const sizes = new Map(
    items.map(({ achievement }) => [achievement, JSON.stringify(achievement.body).length]),
  )
  const characters = items.reduce((sum, { achievement }) => sum + (sizes.get(achievement) ?? 0), 0)
  if (characters <= MAX_BATCH_CHARACTERS) return
  const fitting = Math.floor((items.length * MAX_BATCH_CHARACTERS) / characters)
  throw new Refusal(
    'body-too-large',
    `These credentials are too large together, by the pictures in their achievements. Send at most ${fitting} at once, or give the pictures as URLs.`,
  )
}
