-- What a creating request answered, so that a repeated one answers the same and creates nothing.
-- A record is written in the same transaction as what it created. Cron removes records after two days.

CREATE TABLE IF NOT EXISTS idempotency_records (
  -- Issuer id, or 'operator'.
  scope TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  -- SHA-256 of method, path and body.
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  -- The answer's body (sealed where it holds a secret), or null where `credential_id` leads to it.
  response TEXT,
  credential_id TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (scope, idempotency_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS idempotency_records_by_age ON idempotency_records (created_at);
