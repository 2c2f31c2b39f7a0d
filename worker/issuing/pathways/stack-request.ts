/**
 * What issuing is asked for when a pathway is completed. Open Badges 3.0 has no term for a stack, so its components are
 * its evidence: each by its id, and by the digest of its signed bytes as a related resource (VC Data Model 2.0, section 5.3).
 * The rule itself stands there too, in words and by the address of its version. Pure.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../credential/json.ts'
import { parseJson } from '../../credential/parse-json.ts'
import { sha2 } from '../../credential/sha2.ts'
import type { ComponentSource } from '../../storage/holdings.ts'
import { credentialUrl } from '../credential-view.ts'
import type { Issuance } from '../issuance.ts'
import type { KnownLearner } from '../recipient.ts'
import type { Holding } from './evaluate.ts'
import type { PathwayBody } from './pathway-body.ts'
import { isLeaf, type Leaf, leafKey, type Requirement } from './requirement.ts'

export interface StackParts {
  origin: string
  pathway: { id: string; version: number; body: PathwayBody }
  components: readonly { holding: Holding; credits: number | null; source: ComponentSource }[]
  recipient: Issuance['recipient']
  /** Of achievements, by leaf. */
  names: ReadonlyMap<string, string>
  /** Why a person awards it though not all is met: stands in the credential. */
  waiver?: string | undefined
  now: Date
}

export function stackRequest(parts: StackParts): Issuance {
  const { origin, pathway, components, recipient, names, waiver, now } = parts
  const { body } = pathway
  const lastEarned = Math.max(...components.map(({ holding }) => Date.parse(holding.earnedAt)))
  const credits = components.reduce((sum, each) => sum + (each.credits ?? 0), 0)
  return {
    achievementId: body.achievementId,
    recipient,
    awardedDate: new Date(components.length === 0 ? now : Math.min(lastEarned, now.getTime())).toISOString(),
    ...(credits > 0 ? { creditsEarned: Math.round(credits * 1e6) / 1e6 } : {}),
    ...(waiver === undefined ? {} : { narrative: waiver }),
    evidence: [
      {
        id: pathwayUrl(origin, pathway.id, pathway.version),
        name: body.name,
        narrative: inWords(body.requirements, names).slice(0, 20_000),
        genre: 'Pathway',
      },
      ...components.map(({ source, holding }) => ({
        id: source.badgeId ?? credentialUrl(origin, source.id),
        name: source.name.slice(0, 300),
        genre: 'OpenBadgeCredential',
        ...(source.badgeId === null
          ? {}
          : {
              description: `Earned elsewhere on ${holding.earnedAt.slice(0, 10)}; verified when it was recognised.`,
            }),
      })),
    ],
    relatedResources: components.flatMap(({ source }) =>
      source.text === null
        ? []
        : [
            {
              id: `${credentialUrl(origin, source.id)}.json`,
              mediaType: 'application/vc',
              digestSRI: integrityOf(source.text),
            },
          ],
    ),
  }
}

/** As the first of them knows the learner: by the hashes that stand in it, and by a DID where they have one. */
export function learnerOf(recipientHash: string, sources: readonly ComponentSource[]): KnownLearner | null {
  const known = sources.flatMap(({ text, identifier }) => {
    const subject = text === null ? null : subjectOf(text)
    const objects: unknown = identifier === null ? subject?.identifier : JSON.parse(identifier)
    const did = typeof subject?.id === 'string' && subject.id.startsWith('did:') ? subject.id : null
    const learner = {
      recipientHash,
      did,
      identifier: Array.isArray(objects) ? (objects as JsonValue[]).filter(isJsonObject) : [],
    }
    return did !== null || learner.identifier.length > 0 ? [learner] : []
  })
  return known[0] ?? null
}

export function pathwayUrl(origin: string, id: string, version?: number): string {
  return `${origin}/pathways/${id}${version === undefined ? '' : `?version=${version}`}`
}

/** Markdown: a list of lists. */
function inWords(requirement: Requirement, names: ReadonlyMap<string, string>, indent = ''): string {
  if (isLeaf(requirement)) return `${indent}- ${leafInWords(requirement, names)}`
  const head = {
    all: 'All of:',
    any: 'One of:',
    atLeast: `At least ${'count' in requirement ? requirement.count : ''} of:`,
    credits: `At least ${'minimum' in requirement ? requirement.minimum : ''} credits from:`,
  }[requirement.type]
  const rows = requirement.of.map((each) => inWords(each, names, `${indent}  `))
  return [`${indent}- ${head}`, ...rows].join('\n')
}

function leafInWords(leaf: Leaf, names: ReadonlyMap<string, string>): string {
  const terms = [
    leaf.type === 'achievement' && leaf.levels !== undefined ? `level ${leaf.levels.join(' or ')}` : '',
    leaf.credits === undefined ? '' : `${leaf.credits} credits`,
    leaf.earnedWithinDays === undefined ? '' : `earned within ${leaf.earnedWithinDays} days`,
  ].filter((term) => term !== '')
  const name = plain(names.get(leafKey(leaf)) ?? leafKey(leaf))
  return terms.length === 0 ? name : `${name} (${terms.join(', ')})`
}

/** A name is text, not Markdown. */
function plain(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#]/g, '\\$&')
}

function subjectOf(text: string): JsonObject | null {
  const parsed = parseJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value)) return null
  const { credentialSubject } = parsed.value
  return credentialSubject !== undefined && isJsonObject(credentialSubject) ? credentialSubject : null
}

function integrityOf(text: string): string {
  return `sha384-${btoa(String.fromCharCode(...sha2('SHA-384', new TextEncoder().encode(text))))}`
}
