/** Builds one Open Badge for a checked request and secures it both ways: embedded proof, and VC-JWT. */
import type { JsonObject } from '../credential/json.ts'
import { buildOpenBadge } from '../credential/openbadges/index.ts'
import { secureAsJwt } from '../credential/proof/secure-as-jwt.ts'
import { secureWithProof } from '../credential/proof/secure-with-proof.ts'
import type { Deps } from '../deps.ts'
import type { Achievement } from '../storage/achievements.ts'
import type { NewCredential } from '../storage/credentials.ts'
import type { StatusIndex } from './allocate-status.ts'
import type { Issuance } from './issuance.ts'
import { recipientHash, subjectOf } from './recipient.ts'
import type { SigningIssuer } from './signing-issuer.ts'
import { statusListUrl } from './status-list.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export async function secureOpenBadge(
  { origin, vault }: Pick<Deps, 'origin' | 'vault'>,
  issuer: SigningIssuer,
  achievement: Achievement,
  request: Issuance,
  status: StatusIndex[],
  now: Date,
): Promise<NewCredential> {
  const id = crypto.randomUUID()
  const validFrom = request.validFrom ?? isoSeconds(now)
  const validUntil = request.validUntil ?? endOf(validFrom, achievement.body.validForDays)
  const { recipient, awardedDate, relatedResources, notify: _mail, replaces: _earlier, ...award } = request
  const credential: JsonObject = buildOpenBadge({
    id: `${origin}/credentials/${id}`,
    issuer: { did: issuer.did, profile: issuer.profile },
    achievement: {
      id: `${origin}/achievements/${achievement.id}`,
      version: achievement.version,
      description: achievement.body,
    },
    subject: subjectOf(recipient),
    award,
    status: status.map(({ listId, purpose, index }) => ({
      purpose,
      listUrl: statusListUrl(origin, listId),
      index,
    })),
    validFrom,
    validUntil,
    awardedDate,
    relatedResources,
  })
  const [jwtText, embedded, hash] = await Promise.all([
    secureAsJwt(credential, issuer.jwtSigner),
    secureWithProof(credential, issuer.proofSigner, { created: now }),
    recipientHash(vault, issuer.id, recipient),
  ])
  return {
    id,
    issuerId: issuer.id,
    achievementId: achievement.id,
    achievementVersion: achievement.version,
    validFrom,
    validUntil: validUntil ?? null,
    issuedAt: now.toISOString(),
    recipientHash: hash,
    embeddedProofText: JSON.stringify(embedded),
    jwtText,
  }
}

function endOf(validFrom: string, days: number | undefined): string | undefined {
  return days === undefined ? undefined : isoSeconds(new Date(Date.parse(validFrom) + days * DAY_MS))
}

function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}
