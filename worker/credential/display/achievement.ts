/** Achievement (Open Badges 3.0) or BadgeClass (2.0) for display. Pure. */
import type { DisplayAchievement, DisplayAlignment } from '../display.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { displayProfile } from './profile.ts'
import { idOf, imageOf, linkOf, numberOf, objectsOf, scalarText, textOf, textsOf } from './read.ts'

export function displayAchievement(achievement: JsonObject): DisplayAchievement {
  const creator = achievement.creator ?? achievement.issuer
  return {
    id: idOf(achievement),
    name: textOf(achievement.name) ?? '',
    description: textOf(achievement.description),
    achievementType: textOf(achievement.achievementType),
    image: imageOf(achievement.image),
    criteria: displayCriteria(achievement.criteria),
    tags: textsOf(achievement.tag ?? achievement.tags),
    alignments: objectsOf(achievement.alignment).map(displayAlignment),
    creator: creator === undefined ? null : displayProfile(creator),
    humanCode: textOf(achievement.humanCode),
    fieldOfStudy: textOf(achievement.fieldOfStudy),
    specialization: textOf(achievement.specialization),
    creditsAvailable: numberOf(achievement.creditsAvailable),
    inLanguage: textOf(achievement.inLanguage),
    version: scalarText(achievement.version),
  }
}

/** A bare string is the criteria's URL. */
function displayCriteria(value: JsonValue | undefined): DisplayAchievement['criteria'] {
  return { id: linkOf(value), narrative: isJsonObject(value) ? textOf(value.narrative) : null }
}

/** 1.x named them `name`, `url`, `description`. */
function displayAlignment(alignment: JsonObject): DisplayAlignment {
  const targetUrl = linkOf(alignment.targetUrl ?? alignment.url)
  return {
    targetName: textOf(alignment.targetName ?? alignment.name) ?? targetUrl ?? '',
    targetUrl,
    targetCode: textOf(alignment.targetCode),
    targetFramework: textOf(alignment.targetFramework),
    targetType: textOf(alignment.targetType),
    targetDescription: textOf(alignment.targetDescription ?? alignment.description),
  }
}
