/** Achievement of Open Badges 3.0, with its alignments and result descriptions. Pure. */
import type { JsonObject } from '../json.ts'
import type {
  AchievementDescription,
  AlignmentDescription,
  ResultDescriptionDescription,
  RubricCriterionLevelDescription,
} from './description.ts'
import { present } from './present.ts'
import { buildImage } from './profile.ts'

export interface AchievementRequest {
  /** IRI; local names become its fragments. */
  id: string
  version: number
  description: AchievementDescription
}

export function buildAchievement({ id, version, description }: AchievementRequest): JsonObject {
  const { image, alignments, tags, resultDescriptions, criteria } = description
  return present({
    id,
    type: ['Achievement'],
    achievementType: description.achievementType,
    name: description.name,
    description: description.description,
    criteria: present({ id: criteria.id, narrative: criteria.narrative }),
    image: image && buildImage(image),
    alignment: alignments?.map(buildAlignment),
    tag: tags,
    resultDescription: resultDescriptions?.map((result) => buildResultDescription(id, result)),
    creditsAvailable: description.creditsAvailable,
    fieldOfStudy: description.fieldOfStudy,
    specialization: description.specialization,
    humanCode: description.humanCode,
    inLanguage: description.inLanguage,
    version: String(version),
  })
}

/** The IRI of what an achievement calls by a local name. */
export function localIri(achievementId: string, name: string): string {
  return `${achievementId}#${name}`
}

function buildAlignment(alignment: AlignmentDescription): JsonObject {
  const { targetName, targetUrl, targetCode, targetFramework, targetType, targetDescription } = alignment
  return present({
    type: ['Alignment'],
    targetName,
    targetUrl,
    targetCode,
    targetFramework,
    targetType,
    targetDescription,
  })
}

function buildResultDescription(achievementId: string, result: ResultDescriptionDescription): JsonObject {
  const { id, name, resultType, allowedValues, valueMin, valueMax, requiredValue, requiredLevel } = result
  return present({
    id: localIri(achievementId, id),
    type: ['ResultDescription'],
    name,
    resultType,
    allowedValue: allowedValues,
    valueMin,
    valueMax,
    requiredValue,
    requiredLevel: requiredLevel && localIri(achievementId, requiredLevel),
    rubricCriterionLevel: result.rubricCriterionLevels?.map((level) => buildLevel(achievementId, level)),
  })
}

function buildLevel(achievementId: string, rubric: RubricCriterionLevelDescription): JsonObject {
  const { id, name, level, points, description } = rubric
  return present({
    id: localIri(achievementId, id),
    type: ['RubricCriterionLevel'],
    name,
    level,
    points,
    description,
  })
}
