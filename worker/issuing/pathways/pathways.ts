/** Making and changing pathways. A change is a new version; whoever completed an older one has completed it. */
import type { Deps } from '../../deps.ts'
import { type FieldError, Refusal } from '../../problem.ts'
import { uniqueViolation } from '../../storage/d1.ts'
import { guardFailed } from '../../storage/guards.ts'
import type { Pathway } from '../../storage/pathways.ts'
import { type Caller, callerName } from '../caller.ts'
import type { Once } from '../once.ts'
import { firstVersion, nextVersion, versionView } from '../versions.ts'
import { evaluateSoon } from './note-evaluations.ts'
import type { PathwayBody } from './pathway-body.ts'
import { leafKey, leavesOf } from './requirement.ts'
import { pathwayUrl } from './stack-request.ts'

/** Of one issuer. */
const MAX_PATHWAYS = 500

/** Refuses `invalid-request` (unknown achievements, a circle) and `conflict` (too many, or a change in the same moment). */
export async function createPathway(
  deps: Deps,
  issuerId: string,
  body: PathwayBody,
  caller: Caller,
  once: Once,
): Promise<Pathway> {
  const now = deps.clock.now()
  const pathway = firstVersion(issuerId, body, now)
  const others = await check(deps, pathway)
  if (others.length >= MAX_PATHWAYS)
    throw new Refusal(
      'conflict',
      `An issuer has at most ${MAX_PATHWAYS} pathways. Change one of them instead.`,
    )
  await keep(deps, pathway, others, caller, 'pathway.created', [
    ...deps.pathways.insert(pathway, keysOf(body)),
    ...(await once.remember(201, pathwayView(deps, pathway))),
  ])
  return pathway
}

/** Refuses `precondition-failed` where `ifVersion` is no longer the newest. */
export async function changePathway(
  deps: Deps,
  issuerId: string,
  id: string,
  body: PathwayBody,
  caller: Caller,
  ifVersion: number | null,
): Promise<Pathway> {
  const now = deps.clock.now()
  const current = await findPathway(deps, issuerId, id)
  const next = nextVersion(current, body, ifVersion, now)
  const others = await check(deps, next)
  await keep(deps, next, others, caller, 'pathway.changed', deps.pathways.insertVersion(next, keysOf(body)))
  return next
}

/** An archived pathway awards nothing more; what was awarded stays, and is still watched over. */
export async function archivePathway(
  deps: Deps,
  issuerId: string,
  id: string,
  archived: boolean,
  caller: Caller,
): Promise<Pathway> {
  const now = deps.clock.now()
  const current = await findPathway(deps, issuerId, id)
  if ((current.archivedAt !== null) === archived) return current
  const archivedAt = archived ? now.toISOString() : null
  await deps.commit([
    deps.pathways.setArchived(issuerId, id, archivedAt),
    audit(deps, current, caller, now, archived ? 'pathway.archived' : 'pathway.restored'),
    ...(archived ? [] : [deps.pathwayEvaluations.notePathway(id, now.toISOString())]),
  ])
  if (!archived) await evaluateSoon(deps.enqueue)
  return { ...current, archivedAt }
}

export async function findPathway(deps: Deps, issuerId: string, id: string): Promise<Pathway> {
  const pathway = await deps.pathways.find(issuerId, id)
  if (pathway === null) throw new Refusal('not-found', 'No such pathway.')
  return pathway
}

/** As the API answers it. */
export function pathwayView({ origin }: Pick<Deps, 'origin'>, pathway: Pathway) {
  return versionView(pathway, pathwayUrl(origin, pathway.id))
}

async function keep(
  deps: Deps,
  pathway: Pathway,
  others: readonly Pathway[],
  caller: Caller,
  action: string,
  write: Parameters<Deps['commit']>[0],
): Promise<void> {
  const now = deps.clock.now()
  const { id, issuerId } = pathway
  const before = pathway.version - 1
  try {
    await deps.commit([
      deps.pathways.unchanged(
        issuerId,
        others.reduce((sum, { version }) => sum + version, before),
      ),
      ...write,
      audit(deps, pathway, caller, now, action),
      deps.pathwayEvaluations.notePathway(id, now.toISOString()),
    ])
  } catch (error) {
    if (guardFailed(error) || uniqueViolation(error, 'pathway_versions.'))
      throw new Refusal('conflict', 'A pathway was changed in the same moment. Read it and decide again.')
    throw error
  }
  await evaluateSoon(deps.enqueue)
}

/** What the schema alone cannot know; the issuer's other pathways, archived ones too. */
export async function check(deps: Deps, { id, issuerId, body }: Pick<Pathway, 'id' | 'issuerId' | 'body'>) {
  const own = leavesOf(body.requirements).filter(({ leaf }) => leaf.type === 'achievement')
  const ids = [...new Set([body.achievementId, ...own.map(({ leaf }) => leafKey(leaf))])]
  const [known, all] = await Promise.all([
    deps.achievements.findMany(issuerId, ids),
    deps.pathways.list(issuerId, { before: null, limit: MAX_PATHWAYS + 1, archived: null }),
  ])
  const others = all.filter((other) => other.id !== id)
  const errors: FieldError[] = []
  const unknown = 'This issuer has no achievement of this id.'
  if (!known.has(body.achievementId)) errors.push({ pointer: '/achievementId', detail: unknown })
  for (const { leaf, path } of own) {
    const pointer = `/requirements${path.map((part) => `/${part}`).join('')}`
    const achievement = known.get(leafKey(leaf))
    if (achievement === undefined) errors.push({ pointer: `${pointer}/achievementId`, detail: unknown })
    else if (leaf.type === 'achievement')
      for (const [at, level] of (leaf.levels ?? []).entries())
        if (!levelsOf(achievement.body).includes(level))
          errors.push({
            pointer: `${pointer}/levels/${at}`,
            detail: 'This achievement has no level of this id.',
          })
    if (leadsTo(leafKey(leaf), body.achievementId, others))
      errors.push({
        pointer: `${pointer}/achievementId`,
        detail: 'This leads in a circle: it is earned, at last, by what it is required for.',
      })
  }
  const [first] = errors
  if (first !== undefined)
    throw new Refusal('invalid-request', `${first.pointer}: ${first.detail}`, { errors: errors.slice(0, 50) })
  return others
}

/** Whether `achievement` is, or is earned by way of, `goal`. */
function leadsTo(achievement: string, goal: string, pathways: readonly Pathway[]): boolean {
  const seen = new Set<string>()
  const open = [achievement]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === goal) return true
    if (seen.has(next)) continue
    seen.add(next)
    for (const { body } of pathways.filter(({ body }) => body.achievementId === next))
      open.push(...keysOf(body))
  }
  return false
}

function levelsOf(body: {
  resultDescriptions?: { rubricCriterionLevels?: { id: string }[] | undefined }[] | undefined
}) {
  return (body.resultDescriptions ?? []).flatMap(({ rubricCriterionLevels = [] }) =>
    rubricCriterionLevels.map(({ id }) => id),
  )
}

function keysOf({ requirements }: PathwayBody): string[] {
  return leavesOf(requirements).map(({ leaf }) => leafKey(leaf))
}

function audit(deps: Deps, { issuerId, id, version }: Pathway, caller: Caller, at: Date, action: string) {
  return deps.audit.entry({
    at,
    issuerId,
    caller: callerName(caller),
    action,
    target: id,
    detail: { version },
  })
}
