/** One form to show whatever the version. Pure; never throws, whatever the document holds. */
import type { DisplayCredential } from '../display.ts'
import type { CredentialFormat } from '../intake/format.ts'
import type { JsonObject } from '../json.ts'
import { displayOpenBadge2 } from './openbadges2.ts'
import { displayOpenBadge3 } from './openbadges3.ts'
import { displaySdJwtVc } from './sd-jwt-vc.ts'

export function displayCredential(
  credential: JsonObject,
  format: CredentialFormat | null,
): DisplayCredential | null {
  switch (format) {
    case 'openbadges-3.0':
    case 'endorsement-3.0':
    case 'clr-2.0':
    case 'vc-2.0':
    case 'vc-1.1':
      return displayOpenBadge3(credential)
    case 'openbadges-2.0':
    case 'openbadges-1.1':
    case 'openbadges-1.0':
      return displayOpenBadge2(credential)
    case 'sd-jwt-vc':
      return displaySdJwtVc(credential)
    default:
      return null
  }
}
