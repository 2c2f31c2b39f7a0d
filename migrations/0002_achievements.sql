-- Achievements. A change is a new version; an issued credential names the version that it was made from.

CREATE TABLE IF NOT EXISTS achievements (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  archived_at TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS achievements_by_issuer ON achievements (issuer_id, sequence);

CREATE TABLE IF NOT EXISTS achievement_versions (
  achievement_id TEXT NOT NULL REFERENCES achievements (id),
  version INTEGER NOT NULL,
  -- JSON as the issuer gave it.
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (achievement_id, version)
) STRICT, WITHOUT ROWID;
