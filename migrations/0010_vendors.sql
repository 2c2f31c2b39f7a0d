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

-- What came in, kept before it is answered, and what became of it. Unique constraints decide what happens once.

CREATE TABLE IF NOT EXISTS deliveries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  received_at TEXT NOT NULL,
  -- JSON: the few headers that reading needs; never one that carries a secret.
  headers TEXT NOT NULL,
  -- Null for a refused delivery (a stranger must not fill the database), and after the retention time.
  body BLOB,
  body_bytes INTEGER NOT NULL,
  body_sha256 TEXT NOT NULL,
  -- strong, replayable, weak: what the proof is worth. Null when refused.
  strength TEXT,
  -- received: kept, not yet read. read: its events stand below. refused: not genuine.
  state TEXT NOT NULL CHECK (state IN ('received', 'read', 'refused', 'dead')),
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS deliveries_by_issuer ON deliveries (issuer_id, sequence);
CREATE INDEX IF NOT EXISTS deliveries_by_connection ON deliveries (connection_id, sequence);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (next_attempt_at) WHERE state = 'received';

CREATE TABLE IF NOT EXISTS vendor_events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL,
  connection_id TEXT NOT NULL,
  delivery_id TEXT NOT NULL REFERENCES deliveries (id),
  item_index INTEGER NOT NULL,
  event_type TEXT NOT NULL,
  meaning TEXT,
  -- The vendor's id of the event, or its content: the same twice is a duplicate. Null on a duplicate.
  dedupe_key TEXT,
  duplicate_of TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  -- JSON: the completion as read.
  completion TEXT,
  -- JSON: what is wrong with a malformed one.
  problems TEXT,
  -- The person (lower-case e-mail), once known.
  learner_key TEXT,
  learner_id TEXT,
  course_id TEXT,
  occurred_at TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- A delivery that is read again after a crash makes no second event.
  UNIQUE (delivery_id, item_index),
  UNIQUE (connection_id, dedupe_key)
) STRICT;

CREATE INDEX IF NOT EXISTS vendor_events_by_issuer ON vendor_events (issuer_id, sequence);
CREATE INDEX IF NOT EXISTS vendor_events_by_state ON vendor_events (issuer_id, state, sequence);
CREATE INDEX IF NOT EXISTS vendor_events_due ON vendor_events (next_attempt_at) WHERE state IN ('pending', 'failed');
CREATE INDEX IF NOT EXISTS vendor_events_waiting ON vendor_events (connection_id, learner_id)
  WHERE state = 'waiting-for-learner';
CREATE INDEX IF NOT EXISTS vendor_events_of_learner ON vendor_events (connection_id, learner_key, course_id);

-- One achievement for one learner in one run of a course.
CREATE TABLE IF NOT EXISTS awards (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL,
  connection_id TEXT NOT NULL,
  event_id TEXT NOT NULL REFERENCES vendor_events (id),
  rule_id TEXT NOT NULL REFERENCES completion_rules (id),
  achievement_id TEXT NOT NULL,
  learner_key TEXT NOT NULL,
  course_id TEXT NOT NULL,
  run_key TEXT NOT NULL,
  completed_at TEXT NOT NULL,
  -- held: waits for a person. approved: to be issued. flagged: issued, and the vendor took something back since.
  state TEXT NOT NULL CHECK (state IN ('held', 'approved', 'issued', 'flagged', 'suspended', 'revoked', 'declined')),
  reason TEXT,
  credential_id TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

-- After a revocation it may be awarded again.
CREATE UNIQUE INDEX IF NOT EXISTS awards_once ON awards (issuer_id, achievement_id, learner_key, run_key)
  WHERE state NOT IN ('revoked', 'declined');
CREATE INDEX IF NOT EXISTS awards_by_event ON awards (event_id);
CREATE INDEX IF NOT EXISTS awards_by_credential ON awards (credential_id);
CREATE INDEX IF NOT EXISTS awards_of_learner ON awards (connection_id, learner_key, course_id);
CREATE INDEX IF NOT EXISTS awards_held ON awards (issuer_id, sequence) WHERE state = 'held';

-- An event's story, step by step.
CREATE TABLE IF NOT EXISTS event_steps (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery_id TEXT NOT NULL,
  event_id TEXT,
  at TEXT NOT NULL,
  step TEXT NOT NULL,
  detail TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS event_steps_by_delivery ON event_steps (delivery_id, sequence);

-- xAPI statements: the same id with other content is refused with 409.
CREATE TABLE IF NOT EXISTS xapi_statements (
  connection_id TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  statement TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY (connection_id, statement_id)
) STRICT, WITHOUT ROWID;

-- Where a scheduled pull stands. `lease_until` keeps two runs apart.
CREATE TABLE IF NOT EXISTS pull_cursors (
  connection_id TEXT PRIMARY KEY REFERENCES connections (id),
  cursor TEXT,
  next_run_at TEXT NOT NULL,
  lease_until TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  last_run_at TEXT,
  last_problem TEXT
) STRICT;
