/**
 * LinkedIn's 'Add to profile' and feed links, and the same fields to copy by hand: LinkedIn does not promise to fill
 * its form from a link. Pure. Parameter names as LinkedIn reads them; months are 1 to 12, in UTC.
 */
import type { SharedCredential } from './shared-credential.ts'

export interface LinkedInField {
  /** LinkedIn's own label of the field. */
  label:
    | 'Name'
    | 'Issuing organization'
    | 'Issue date'
    | 'Expiration date'
    | 'Credential ID'
    | 'Credential URL'
  value: string
}

/** Without an expiry both of its parameters are left out: that is how LinkedIn reads 'does not expire'. */
export function linkedInAddToProfile(credential: SharedCredential): string {
  const issued = yearAndMonth(credential.awardedAt)
  const expires = yearAndMonth(credential.expiresAt)
  const url = new URL('https://www.linkedin.com/profile/add')
  url.search = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: credential.title,
    ...organization(credential),
    ...(issued && { issueYear: String(issued.year), issueMonth: String(issued.month) }),
    ...(expires && { expirationYear: String(expires.year), expirationMonth: String(expires.month) }),
    certUrl: credential.url,
    certId: credential.certId,
  }).toString()
  return url.href
}

export function linkedInFields(credential: SharedCredential): LinkedInField[] {
  const month = (iso: string | null) => {
    const date = yearAndMonth(iso)
    return date ? `${String(date.month).padStart(2, '0')}/${date.year}` : null
  }
  const fields: { label: LinkedInField['label']; value: string | null }[] = [
    { label: 'Name', value: credential.title },
    { label: 'Issuing organization', value: credential.issuerName },
    { label: 'Issue date', value: month(credential.awardedAt) },
    { label: 'Expiration date', value: month(credential.expiresAt) },
    { label: 'Credential ID', value: credential.certId },
    { label: 'Credential URL', value: credential.url },
  ]
  return fields.filter((field): field is LinkedInField => field.value !== null)
}

/** The id makes LinkedIn show the organisation's logo; the name is the fallback. They exclude each other. */
function organization({ linkedInOrganizationId, issuerName }: SharedCredential): Record<string, string> {
  return linkedInOrganizationId !== null && /^\d{1,20}$/.test(linkedInOrganizationId)
    ? { organizationId: linkedInOrganizationId }
    : { organizationName: issuerName }
}

function yearAndMonth(iso: string | null): { year: number; month: number } | null {
  const date = new Date(iso ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}
