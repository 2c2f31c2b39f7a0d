/**
 * Achievements kept in the isolate for issuing. What is remembered may be old: whoever writes by it commits the guard
 * `achievementsCurrent`, and reads anew where that fails.
 */
import type { Achievement, AchievementStore } from '../storage/achievements.ts'

export interface AchievementMemory {
  get(issuerId: string, id: string): Promise<Achievement | null>
  /** Reads anew. */
  refresh(issuerId: string, id: string): Promise<Achievement | null>
}

const MAX_REMEMBERED = 500

export function createAchievementMemory(achievements: AchievementStore): AchievementMemory {
  const remembered = new Map<string, Achievement>()

  async function refresh(issuerId: string, id: string): Promise<Achievement | null> {
    const achievement = await achievements.find(issuerId, id)
    remembered.delete(id)
    if (achievement !== null) remembered.set(id, achievement)
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MAX_REMEMBERED) break
      remembered.delete(oldest)
    }
    return achievement
  }

  return {
    async get(issuerId, id) {
      const known = remembered.get(id)
      return known?.issuerId === issuerId ? known : await refresh(issuerId, id)
    },
    refresh,
  }
}
