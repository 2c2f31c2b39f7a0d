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
