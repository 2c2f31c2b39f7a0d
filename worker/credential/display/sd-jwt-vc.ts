/** SD-JWT VC for display: claims are the issuer's own, so only what has a registered or plain meaning is shown. Pure. */
import type { DisplayCredential } from '../display.ts'
import type { JsonObject, JsonValue } from '../json.ts'
import { displayOpenBadge3 } from './openbadges3.ts'
import { textOf } from './read.ts'

/** A credential of another data model inside the claims is shown as what it is, with the token's names where it has none. */
export function displaySdJwtVc(claims: JsonObject): DisplayCredential {
  const shown = displayOpenBadge3(claims)
  const type = textOf(claims.vct)
  const person = [textOf(claims.given_name), textOf(claims.family_name)].filter((part) => part !== null)
  const email = textOf(claims.email)
  return {
    ...shown,
    id: shown.id ?? textOf(claims.jti),
    types: type === null ? shown.types : [type],
    title: textOf(claims.name) ?? (shown.title || titleOf(type)),
    issuer: { ...shown.issuer, id: shown.issuer.id ?? textOf(claims.iss) },
    recipient: {
      id: shown.recipient.id ?? textOf(claims.sub),
      name: shown.recipient.name ?? (person.length > 0 ? person.join(' ') : null),
      identifiers:
        email === null
          ? shown.recipient.identifiers
          : [
              ...shown.recipient.identifiers,
              { type: 'emailAddress', hashed: false, value: email, salt: null },
            ],
    },
    validFrom: shown.validFrom ?? dateOf(claims.nbf ?? claims.iat),
    validUntil: shown.validUntil ?? dateOf(claims.exp),
  }
}

/** The last name in the type's URI: 'https://school.example/vct/soil-science' → 'soil-science'. */
function titleOf(type: string | null): string {
  return (
    (type ?? '')
      .split(/[?#]/)[0]
      ?.split(/[/:]/)
      .findLast((part) => part !== '') ?? ''
  )
}

function dateOf(seconds: JsonValue | undefined): string | null {
  if (typeof seconds !== 'number' || Math.abs(seconds) > 1e11) return null
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
