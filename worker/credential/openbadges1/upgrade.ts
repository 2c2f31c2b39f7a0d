/**
 * Open Badges 0.5, 1.0 and 1.1 in the words of 2.0, for checking and showing; what was signed or hosted stays as it is.
 * Rules of the Open Badges 2.0 specification's appendix on earlier versions, as its validator applies them. Pure.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

/** `url`: where the assertion was found, for those that do not name themselves. A 2.0 assertion comes back unchanged. */
export function upgradeAssertion(assertion: JsonObject, url: string | null): JsonObject {
  if (isJsonObject(assertion.verification)) return withIsoDates(assertion)
  const { verify, uid, issued_on: issuedOn, salt, ...members } = assertion
  const hosting = isJsonObject(verify) ? verify : {}
  const signed = hosting.type === 'signed' || hosting.type === 'SignedBadge'
  return withIsoDates({
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...members,
    id: members.id ?? (signed ? `uid:${String(uid)}` : (hosting.url ?? url)),
    ...(uid === undefined ? {} : { uid }),
    type: members.type ?? 'Assertion',
    recipient: upgradeRecipient(members.recipient, salt),
    badge: upgradeBadge(members.badge),
    verification: signed
      ? { type: 'SignedBadge', ...(hosting.url === undefined ? {} : { creator: hosting.url }) }
      : { type: 'HostedBadge' },
  })
}

/** 1.x wrote Unix seconds and bare dates too; a bare end date counts to its last second. */
function withIsoDates(assertion: JsonObject): JsonObject {
  const { issuedOn, expires } = assertion
  return {
    ...assertion,
    ...(issuedOn === undefined ? {} : { issuedOn: isoDate(issuedOn, '00:00:00') }),
    ...(expires === undefined || expires === null ? {} : { expires: isoDate(expires, '23:59:59') }),
  }
}

function isoDate(value: JsonValue, timeOfDay: string): JsonValue {
  const seconds = typeof value === 'string' && /^\d{9,10}$/.test(value) ? Number(value) : value
  if (typeof seconds === 'number' && Math.abs(seconds) < 1e11) {
    return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
  }
  if (typeof value !== 'string') return value
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return `${value}T${timeOfDay}Z`
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?$/.test(value)) return `${value.replace(' ', 'T')}Z`
  // ISO 8601 basic offsets: +0000
  return value.replace(/([+-]\d\d)(\d\d)$/, (whole, hours, minutes) =>
    /T\d\d:\d\d/.test(value) ? `${hours}:${minutes}` : whole,
  )
}

/** 0.5: an e-mail address or its hash, with the salt beside it. */
function upgradeRecipient(recipient: JsonValue | undefined, salt: JsonValue | undefined): JsonValue {
  if (typeof recipient !== 'string') return recipient ?? null
  return {
    type: 'email',
    identity: recipient,
    hashed: !recipient.includes('@'),
    ...(salt === undefined ? {} : { salt }),
  }
}

/** 0.5: badge class and issuer inline and nameless; the issuer is its web origin. */
function upgradeBadge(badge: JsonValue | undefined): JsonValue {
  if (!isJsonObject(badge) || !isJsonObject(badge.issuer) || !('origin' in badge.issuer)) return badge ?? null
  const { origin, contact, org, name, ...rest } = badge.issuer
  const fullName = typeof name === 'string' && typeof org === 'string' ? `${name}: ${org}` : name
  const issuer = {
    ...rest,
    ...(fullName === undefined ? {} : { name: fullName }),
    ...(contact === undefined ? {} : { email: contact }),
    origin: origin ?? null,
    id: origin ?? null,
    url: origin ?? null,
    type: 'Profile',
  }
  return { ...badge, type: 'BadgeClass', issuer }
}
