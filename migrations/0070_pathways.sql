-- Pathways: credentials that stack. What it takes, who completed it with what, and what is still to be evaluated.

CREATE TABLE IF NOT EXISTS pathways (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  archived_at TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS pathways_by_issuer ON pathways (issuer_id, sequence);

-- Never changed: whoever completed a version completed it.
CREATE TABLE IF NOT EXISTS pathway_versions (
  pathway_id TEXT NOT NULL REFERENCES pathways (id),
  version INTEGER NOT NULL,
  -- JSON as the issuer gave it.
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (pathway_id, version)
) STRICT, WITHOUT ROWID;

-- Which pathways a credential may count towards: the leaves of all versions.
CREATE TABLE IF NOT EXISTS pathway_leaves (
  pathway_id TEXT NOT NULL REFERENCES pathways (id),
  -- An achievement's id; of a foreign one `{issuer id} {achievement id}`.
  leaf TEXT NOT NULL,
  issuer_id TEXT NOT NULL,
  PRIMARY KEY (pathway_id, leaf)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS pathway_leaves_by_leaf ON pathway_leaves (issuer_id, leaf);

-- Badges from elsewhere that were verified for a learner. No clear address: whose it is stands as in our own credentials.
CREATE TABLE IF NOT EXISTS recognised_badges (
  id TEXT PRIMARY KEY,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  recipient_hash TEXT NOT NULL,
  leaf TEXT NOT NULL,
  -- Its own id, or sha256: and the digest of its content. Brought twice it is one.
  badge_id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- JSON array of IdentityObjects, salted.
  identifier TEXT NOT NULL,
  credits REAL,
  earned_at TEXT NOT NULL,
  valid_until TEXT,
  recognised_at TEXT NOT NULL,
  UNIQUE (issuer_id, recipient_hash, badge_id)
) STRICT, WITHOUT ROWID;

-- One achievement for one learner by one pathway: the unique index is what makes it once.
CREATE TABLE IF NOT EXISTS pathway_awards (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL,
  pathway_id TEXT NOT NULL REFERENCES pathways (id),
  pathway_version INTEGER NOT NULL,
  recipient_hash TEXT NOT NULL,
  -- held: waits for a person. approved: to be issued. flagged, suspended, revoked: issued, and a component was taken back
  -- since. declined: a person said no.
  state TEXT NOT NULL CHECK (state IN ('held', 'approved', 'issued', 'flagged', 'suspended', 'revoked', 'declined')),
  reason TEXT,
  credential_id TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

-- After a revocation by the pathway's own rule it may be awarded again.
CREATE UNIQUE INDEX IF NOT EXISTS pathway_awards_once ON pathway_awards (pathway_id, recipient_hash)
  WHERE state <> 'revoked';
CREATE INDEX IF NOT EXISTS pathway_awards_by_pathway ON pathway_awards (pathway_id, sequence);
CREATE UNIQUE INDEX IF NOT EXISTS pathway_awards_by_credential ON pathway_awards (credential_id)
  WHERE credential_id IS NOT NULL;

-- With what it was completed.
CREATE TABLE IF NOT EXISTS pathway_components (
  award_id TEXT NOT NULL REFERENCES pathway_awards (id),
  leaf TEXT NOT NULL,
  -- Of a credential of ours, or of a recognised badge.
  credential_id TEXT,
  badge_id TEXT,
  credits REAL,
  PRIMARY KEY (award_id, leaf)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS pathway_components_by_credential ON pathway_components (credential_id)
  WHERE credential_id IS NOT NULL;

-- What is to be evaluated: written in the transaction that changed something, gone once it is done.
CREATE TABLE IF NOT EXISTS pathway_evaluations (
  pathway_id TEXT NOT NULL,
  recipient_hash TEXT NOT NULL,
  issuer_id TEXT NOT NULL,
  due_at TEXT NOT NULL,
  -- Rises with every reason to evaluate: what was asked for meanwhile is not taken as done.
  wanted INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (pathway_id, recipient_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS pathway_evaluations_due ON pathway_evaluations (due_at);
