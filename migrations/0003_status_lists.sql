-- Status lists and their entries. D1 is the truth; KV holds what was last published of it.

CREATE TABLE IF NOT EXISTS status_lists (
  id TEXT PRIMARY KEY,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('revocation', 'suspension')),
  size INTEGER NOT NULL CHECK (size >= 131072),
  -- How many indices were handed out. The n-th is the n-th of a permutation keyed by the seed.
  allocated INTEGER NOT NULL DEFAULT 0 CHECK (allocated >= 0 AND allocated <= size),
  -- Secret: 128 random bits, base64url. Without it, indices look random.
  permutation_seed TEXT NOT NULL,
  -- 1 while indices are taken from this list.
  is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
  -- Rises with every flip. Published means: KV holds a list at least as new as this version.
  version INTEGER NOT NULL DEFAULT 1,
  published_version INTEGER NOT NULL DEFAULT 0,
  -- Milliseconds since 1970.
  published_at_ms INTEGER NOT NULL DEFAULT 0,
  valid_until_ms INTEGER NOT NULL DEFAULT 0,
  -- One publisher at a time: the lease it holds, and until when.
  lease TEXT,
  lease_until_ms INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS status_lists_one_open
  ON status_lists (issuer_id, purpose) WHERE is_open = 1;
CREATE INDEX IF NOT EXISTS status_lists_unpublished
  ON status_lists (published_version) WHERE published_version < version;
CREATE INDEX IF NOT EXISTS status_lists_by_expiry ON status_lists (valid_until_ms);

CREATE TABLE IF NOT EXISTS status_entries (
  status_list_id TEXT NOT NULL REFERENCES status_lists (id),
  status_index INTEGER NOT NULL,
  credential_id TEXT NOT NULL,
  is_set INTEGER NOT NULL DEFAULT 0 CHECK (is_set IN (0, 1)),
  PRIMARY KEY (status_list_id, status_index)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS status_entries_set
  ON status_entries (status_list_id, status_index) WHERE is_set = 1;
CREATE INDEX IF NOT EXISTS status_entries_by_credential ON status_entries (credential_id);
