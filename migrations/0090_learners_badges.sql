-- A badge from elsewhere that a learner brought, until its address is shown to be the learner's.
CREATE TABLE IF NOT EXISTS badge_confirmations (
  -- SHA-256 of the mailed token, hex. The token has 256 random bits, so nothing slower is needed.
  token_hash TEXT PRIMARY KEY NOT NULL,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  -- JSON of the address and the badge, sealed.
  sealed TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS badge_confirmations_by_expiry ON badge_confirmations (expires_at);

-- How many mails were asked for on a day (UTC): of an issuer, and of an issuer for one address (its keyed hash).
CREATE TABLE IF NOT EXISTS mail_counts (
  scope TEXT NOT NULL,
  day TEXT NOT NULL,
  mails INTEGER NOT NULL,
  PRIMARY KEY (scope, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS mail_counts_by_day ON mail_counts (day);
