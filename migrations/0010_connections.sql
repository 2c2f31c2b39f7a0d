-- Connections to course vendors, their secrets, and the rules that turn a completion into an achievement.

CREATE TABLE IF NOT EXISTS connections (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'enabled' CHECK (state IN ('enabled', 'disabled', 'deleted')),
  -- JSON: how the sender is proven genuine.
  scheme TEXT NOT NULL,
  -- JSON: the customer's own field mapping; null for a vendor that we know.
  mapping TEXT,
  -- JSON array of addresses and CIDR ranges; empty allows all.
  allowed_addresses TEXT NOT NULL DEFAULT '[]',
  -- JSON: what a pull or a fetch needs that is no secret (organisation, tenant …).
  settings TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS connections_by_issuer ON connections (issuer_id, sequence);

-- Sealed under the key-encryption key. Several are good at once while a rotation overlaps.
CREATE TABLE IF NOT EXISTS connection_secrets (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  -- inbound: proves the sender. outbound: what we show to the vendor when we fetch.
  role TEXT NOT NULL DEFAULT 'inbound' CHECK (role IN ('inbound', 'outbound')),
  sealed TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS connection_secrets_by_connection ON connection_secrets (connection_id);

CREATE TABLE IF NOT EXISTS completion_rules (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  -- Null: completions of every connection of the issuer.
  connection_id TEXT REFERENCES connections (id),
  -- JSON: the rule as the API takes it.
  body TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS completion_rules_by_issuer ON completion_rules (issuer_id, sequence);

-- Who a vendor's learner id is, for the vendors that send no e-mail.
CREATE TABLE IF NOT EXISTS account_links (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  connection_id TEXT NOT NULL REFERENCES connections (id),
  learner_id TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (connection_id, learner_id)
) STRICT;
