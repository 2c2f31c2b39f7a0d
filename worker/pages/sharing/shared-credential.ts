/** What sharing may say about a credential: chosen once, so that no builder can leak more. Pure. */
import type { DisplayCredential } from '../../credential/display.ts'

/** How far the holder lets the page be seen. Only `public` may be indexed and may name the holder. */
export type Visibility = 'public' | 'unlisted' | 'withdrawn'

export interface SharedCredential {
  /** Absolute URL of the credential's page. */
  url: string
  /** The last part of the URL: what LinkedIn calls the credential ID. */
  certId: string
  title: string
  description: string | null
  issuerName: string
  issuerUrl: string | null
  /** As LinkedIn numbers it, where the issuer told us. */
  linkedInOrganizationId: string | null
  /** ISO 8601. */
  awardedAt: string | null
  expiresAt: string | null
  /** Only where the holder made the page public and the credential states a name in clear. */
  holderName: string | null
  visibility: Visibility
}

interface SharedFrom {
  url: string
  visibility: Visibility
  linkedInOrganizationId?: string | null
}

export function sharedCredential(credential: DisplayCredential, from: SharedFrom): SharedCredential {
  const { issuer, achievement, recipient } = credential
  return {
    url: from.url,
    certId: new URL(from.url).pathname.split('/').at(-1) ?? '',
    title: credential.title,
    description: achievement?.description ?? credential.description,
    issuerName: issuer.name ?? (issuer.id ? hostOf(issuer.id) : null) ?? 'an unnamed issuer',
    issuerUrl: issuer.url,
    linkedInOrganizationId: from.linkedInOrganizationId ?? null,
    awardedAt: credential.awardedDate ?? credential.validFrom,
    expiresAt: credential.validUntil,
    holderName: from.visibility === 'public' ? recipient.name : null,
    visibility: from.visibility,
  }
}

function hostOf(id: string): string | null {
  return URL.canParse(id) && id.startsWith('https:') ? new URL(id).host : null
}
