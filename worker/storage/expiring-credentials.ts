/** Credentials whose validity ends in a window of time, and of whose end nobody was told yet. */

export interface ExpiringCredential {
  id: string
  issuerId: string
  achievementId: string
  validUntil: string
}

export function createExpiringCredentialStore(db: D1Database) {
  return {
    /** Only of issuers that have an endpoint to tell. `messageId` is this prefix and the credential's id. */
    async list(from: string, until: string, prefix: string, limit: number): Promise<ExpiringCredential[]> {
      const { results } = await db
        .prepare(
          `SELECT c.id, c.issuer_id AS issuerId, c.achievement_id AS achievementId, c.valid_until AS validUntil
           FROM credentials c
           WHERE c.valid_until IS NOT NULL AND c.state = 'active' AND c.valid_until > ?1 AND c.valid_until <= ?2
             AND NOT EXISTS (SELECT 1 FROM webhook_messages m WHERE m.id = ?3 || c.id)
             AND EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.issuer_id = c.issuer_id AND e.state IN ('enabled', 'paused')
               AND EXISTS (SELECT 1 FROM json_each(e.event_types) WHERE value IN ('*', 'credential.expiring')))
           ORDER BY c.valid_until LIMIT ?4`,
        )
        .bind(from, until, prefix, limit)
        .all<ExpiringCredential>()
      return results
    },
  }
}
