/** Making and changing achievements. A change is a new version; what was issued stays as it was issued. */

import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { Achievement } from '../storage/achievements.ts'
import { uniqueViolation } from '../storage/d1.ts'
import type { AchievementBody } from './achievement-body.ts'
import { type Caller, callerName } from './caller.ts'
import { commitWhereRoom } from './commit-where-room.ts'
import type { Once } from './once.ts'
import { firstVersion, nextVersion, versionView } from './versions.ts'

export async function createAchievement(
  deps: Deps,
  issuerId: string,
  body: AchievementBody,
  caller: Caller,
  once: Once,
): Promise<Achievement> {
  const now = deps.clock.now()
  const achievement = firstVersion(issuerId, body, now)
  await commitWhereRoom(deps, 'achievements', issuerId, [
    ...deps.achievements.insert(achievement),
    audit(deps, achievement, caller, now, 'achievement.created'),
    ...(await once.remember(201, achievementView(deps, achievement))),
  ])
  return achievement
}

/** Refuses `precondition-failed` where `ifVersion` is no longer the newest, and `conflict` where two change it at once. */
export async function updateAchievement(
  deps: Deps,
  issuerId: string,
  id: string,
  body: AchievementBody,
  caller: Caller,
  ifVersion: number | null,
): Promise<Achievement> {
  const now = deps.clock.now()
  const current = await findAchievement(deps, issuerId, id)
  const next = nextVersion(current, body, ifVersion, now)
  try {
    await deps.commit([
      ...deps.achievements.insertVersion(next),
      audit(deps, next, caller, now, 'achievement.updated'),
    ])
  } catch (error) {
    if (uniqueViolation(error, 'achievement_versions.'))
      throw new Refusal('conflict', 'Somebody else changed it in the same moment. Read it and decide again.')
    throw error
  }
  return next
}

/** An archived achievement is issued no more; what was issued stays good. */
export async function archiveAchievement(
  deps: Deps,
  issuerId: string,
  id: string,
  archived: boolean,
  caller: Caller,
): Promise<Achievement> {
  const now = deps.clock.now()
  const current = await findAchievement(deps, issuerId, id)
  if ((current.archivedAt !== null) === archived) return current
  const archivedAt = archived ? now.toISOString() : null
  await deps.commit([
    deps.achievements.setArchived(issuerId, id, archivedAt),
    audit(deps, current, caller, now, archived ? 'achievement.archived' : 'achievement.restored'),
  ])
  return { ...current, archivedAt }
}

export async function findAchievement(deps: Deps, issuerId: string, id: string): Promise<Achievement> {
  const achievement = await deps.achievements.find(issuerId, id)
  if (achievement === null) throw new Refusal('not-found', 'No such achievement.')
  return achievement
}

/** As the API answers it. */
export function achievementView({ origin }: Pick<Deps, 'origin'>, achievement: Achievement) {
  return versionView(achievement, `${origin}/achievements/${achievement.id}`)
}

function audit(deps: Deps, { issuerId, id, version }: Achievement, caller: Caller, at: Date, action: string) {
  return deps.audit.entry({
    at,
    issuerId,
    caller: callerName(caller),
    action,
    target: id,
    detail: { version },
  })
}
