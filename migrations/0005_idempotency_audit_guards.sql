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

-- Who changed what and when. No personal data, no secrets.

CREATE TABLE IF NOT EXISTS audit_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  issuer_id TEXT,
  -- operator, api-key:<id>, system:<name>
  caller TEXT NOT NULL,
  -- credential.issued, key.rotated …
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS audit_log_by_issuer ON audit_log (issuer_id, sequence);

-- A write that holds only under a condition begins with a guard: an insert of 0 where the condition fails. The check below
-- then refuses it and with it the whole transaction. Nothing is ever stored here.

CREATE TABLE IF NOT EXISTS guards (
  holds INTEGER NOT NULL,
  CONSTRAINT guard_failed CHECK (holds = 1)
) STRICT;
