/** Who may see a credential's page, and how its issuer's credentials look. What has no row has the defaults. */

import { CREDENTIAL_COLUMNS, type CredentialRecord } from './credentials.ts'
import type { Statement } from './d1.ts'

export interface PageSettings {
  visibility: 'public' | 'unlisted' | 'withdrawn'
  /** Counts the holder's links; only the newest opens. */
  linkNumber: number
  /** ISO 8601; null until the holder took it as theirs. */
  claimedAt: string | null
  /** ISO 8601: when a wallet last took it; null where none did. */
  walletAt: string | null
}

export interface IssuerPresentation {
  groundColour: string | null
  accentColour: string | null
  linkedInOrganizationId: string | null
}

const DEFAULT_PRESENTATION: IssuerPresentation = {
  groundColour: null,
  accentColour: null,
  linkedInOrganizationId: null,
}

const DEFAULT_SETTINGS: PageSettings = {
  visibility: 'unlisted',
  linkNumber: 0,
  claimedAt: null,
  walletAt: null,
}

const SETTINGS = `SELECT visibility, link_number AS linkNumber, claimed_at AS claimedAt,
    wallet_at AS walletAt
  FROM credential_pages WHERE credential_id = ?1`
const PRESENTATION = `SELECT ground_colour AS groundColour, accent_colour AS accentColour,
    linkedin_organization_id AS linkedInOrganizationId
  FROM issuer_presentation`

export function createCredentialPageStore(db: D1Database) {
  return {
    /** Settings of a credential's page, whatever its issuer; the defaults where there are none, also for no credential. */
    async find(credentialId: string): Promise<PageSettings> {
      const row = await db.prepare(SETTINGS).bind(credentialId).first<PageSettings>()
      return row ?? DEFAULT_SETTINGS
    },

    /** A credential, whatever its issuer, with all that its page and pictures are made from; in one round trip. */
    async findShown(credentialId: string): Promise<{
      record: CredentialRecord
      settings: PageSettings
      presentation: IssuerPresentation
    } | null> {
      const [records, settings, presentations] = await db.batch([
        db.prepare(`SELECT ${CREDENTIAL_COLUMNS} FROM credentials WHERE id = ?1`).bind(credentialId),
        db.prepare(SETTINGS).bind(credentialId),
        db
          .prepare(`${PRESENTATION} WHERE issuer_id = (SELECT issuer_id FROM credentials WHERE id = ?1)`)
          .bind(credentialId),
      ])
      const record = (records?.results as CredentialRecord[] | undefined)?.[0]
      if (record === undefined) return null
      return {
        record,
        settings: (settings?.results as PageSettings[] | undefined)?.[0] ?? DEFAULT_SETTINGS,
        presentation:
          (presentations?.results as IssuerPresentation[] | undefined)?.[0] ?? DEFAULT_PRESENTATION,
      }
    },

    setVisibility(credentialId: string, visibility: PageSettings['visibility'], now: Date): Statement {
      return db
        .prepare(
          `INSERT INTO credential_pages (credential_id, visibility, changed_at) VALUES (?1, ?2, ?3)
           ON CONFLICT (credential_id) DO UPDATE SET visibility = excluded.visibility, changed_at = excluded.changed_at`,
        )
        .bind(credentialId, visibility, now.toISOString())
    },

    /** Keeps the first time. */
    claim(credentialId: string, now: Date): Statement {
      return db
        .prepare(
          `INSERT INTO credential_pages (credential_id, visibility, claimed_at, changed_at) VALUES (?1, 'unlisted', ?2, ?2)
           ON CONFLICT (credential_id) DO UPDATE SET claimed_at = coalesce(claimed_at, excluded.claimed_at)`,
        )
        .bind(credentialId, now.toISOString())
    },

    /** Not kept: the wallet that took it said that it has it no longer, or never had. */
    async noteWallet(credentialId: string, isKept: boolean, now: Date): Promise<void> {
      await db
        .prepare(
          `INSERT INTO credential_pages (credential_id, visibility, wallet_at, changed_at) VALUES (?1, 'unlisted', ?2, ?3)
           ON CONFLICT (credential_id) DO UPDATE SET wallet_at = excluded.wallet_at`,
        )
        .bind(credentialId, isKept ? now.toISOString() : null, now.toISOString())
        .run()
    },

    /** Voids the holder's links so far. Its result is the number of the new one, `linkNumber`. */
    renewLink(credentialId: string, now: Date): Statement {
      return db
        .prepare(
          `INSERT INTO credential_pages (credential_id, visibility, link_number, changed_at) VALUES (?1, 'unlisted', 1, ?2)
           ON CONFLICT (credential_id) DO UPDATE SET link_number = link_number + 1, changed_at = excluded.changed_at
           RETURNING link_number AS linkNumber`,
        )
        .bind(credentialId, now.toISOString())
    },

    async findPresentation(issuerId: string): Promise<IssuerPresentation> {
      const row = await db
        .prepare(`${PRESENTATION} WHERE issuer_id = ?1`)
        .bind(issuerId)
        .first<IssuerPresentation>()
      return row ?? DEFAULT_PRESENTATION
    },

    savePresentation(issuerId: string, presentation: IssuerPresentation, now: Date): Statement {
      const { groundColour, accentColour, linkedInOrganizationId } = presentation
      return db
        .prepare(
          `INSERT INTO issuer_presentation (issuer_id, ground_colour, accent_colour, linkedin_organization_id, changed_at)
           VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (issuer_id) DO UPDATE SET ground_colour = excluded.ground_colour,
             accent_colour = excluded.accent_colour, linkedin_organization_id = excluded.linkedin_organization_id,
             changed_at = excluded.changed_at`,
        )
        .bind(issuerId, groundColour, accentColour, linkedInOrganizationId, now.toISOString())
    },
  }
}

export type CredentialPageStore = ReturnType<typeof createCredentialPageStore>
