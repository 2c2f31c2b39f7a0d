/** Offers to wallets: one open at a time for each credential, its code good once, then the access token that it became. */
import type { Statement } from './d1.ts'

/** `expiresAt`: ISO 8601, of the code or of the token. */
export type KeptWalletOffer = WalletOffer & { expiresAt: string }

export interface WalletOffer {
  credentialId: string
  /** Credential Format Identifier: of which form the offer speaks. */
  format: string
  /** Keyed hash; null where the offer asks for no transaction code. */
  txCodeHash: string | null
}

const COLUMNS = 'credential_id AS credentialId, format, tx_code_hash AS txCodeHash, expires_at AS expiresAt'
/** Neither exchanged nor too old. */
const OPEN = 'code_hash = ?1 AND token_hash IS NULL AND expires_at > ?2'

export function createWalletOfferStore(db: D1Database) {
  return {
    /** Voids the open offer of the same credential. */
    replace(codeHash: string, offer: WalletOffer, expiresAt: Date): Statement[] {
      const { credentialId, format, txCodeHash } = offer
      return [
        db
          .prepare('DELETE FROM wallet_offers WHERE credential_id = ?1 AND token_hash IS NULL')
          .bind(credentialId),
        db
          .prepare(
            `INSERT INTO wallet_offers (code_hash, credential_id, format, tx_code_hash, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5)`,
          )
          .bind(codeHash, credentialId, format, txCodeHash, expiresAt.toISOString()),
      ]
    },

    async findOpen(codeHash: string, now: Date): Promise<KeptWalletOffer | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} FROM wallet_offers WHERE ${OPEN}`)
        .bind(codeHash, now.toISOString())
        .first<KeptWalletOffer>()
    },

    /** Counts the attempt before it is judged, so that many at once are no more than one after the other. */
    async attempt(codeHash: string, now: Date, maxAttempts: number): Promise<KeptWalletOffer | null> {
      return await db
        .prepare(
          `UPDATE wallet_offers SET attempts = attempts + 1 WHERE ${OPEN} AND attempts < ?3 RETURNING ${COLUMNS}`,
        )
        .bind(codeHash, now.toISOString(), maxAttempts)
        .first<KeptWalletOffer>()
    },

    /** The code becomes the token; false where somebody was first. */
    async exchange(codeHash: string, now: Date, tokenHash: string, tokenExpiresAt: Date): Promise<boolean> {
      const { meta } = await db
        .prepare(`UPDATE wallet_offers SET token_hash = ?3, expires_at = ?4 WHERE ${OPEN}`)
        .bind(codeHash, now.toISOString(), tokenHash, tokenExpiresAt.toISOString())
        .run()
      return meta.changes > 0
    },

    /** Uses the code up without a token; null where it is not good, or asks for a transaction code too. */
    async take(codeHash: string, now: Date): Promise<KeptWalletOffer | null> {
      return await db
        .prepare(`DELETE FROM wallet_offers WHERE ${OPEN} AND tx_code_hash IS NULL RETURNING ${COLUMNS}`)
        .bind(codeHash, now.toISOString())
        .first<KeptWalletOffer>()
    },

    async findByToken(tokenHash: string, now: Date): Promise<KeptWalletOffer | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} FROM wallet_offers WHERE token_hash = ?1 AND expires_at > ?2`)
        .bind(tokenHash, now.toISOString())
        .first<KeptWalletOffer>()
    },

    async removeExpired(now: Date): Promise<void> {
      await db.prepare('DELETE FROM wallet_offers WHERE expires_at <= ?1').bind(now.toISOString()).run()
    },
  }
}

export type WalletOfferStore = ReturnType<typeof createWalletOfferStore>
