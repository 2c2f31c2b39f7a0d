-- Events out: endpoints, messages, one delivery for each endpoint that wants a message, and the log of its attempts.

CREATE TABLE IF NOT EXISTS webhook_endpoints (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  url TEXT NOT NULL,
  description TEXT,
  -- JSON array; ["*"] is every type.
  event_types TEXT NOT NULL,
  -- paused: by us, after it failed to the end. gone: it answered 410.
  state TEXT NOT NULL DEFAULT 'enabled' CHECK (state IN ('enabled', 'disabled', 'paused', 'gone', 'deleted')),
  state_reason TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS webhook_endpoints_by_issuer ON webhook_endpoints (issuer_id, sequence);

CREATE TABLE IF NOT EXISTS webhook_secrets (
  id TEXT PRIMARY KEY,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id),
  sealed TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS webhook_secrets_by_endpoint ON webhook_secrets (endpoint_id);

CREATE TABLE IF NOT EXISTS webhook_messages (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL,
  type TEXT NOT NULL,
  credential_id TEXT,
  -- The body as it is sent and signed. Thin: ids and links, no personal data.
  body TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS webhook_messages_of_credential ON webhook_messages (credential_id) WHERE credential_id IS NOT NULL;

CREATE TABLE IF NOT EXISTS webhook_deliveries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id),
  message_id TEXT NOT NULL REFERENCES webhook_messages (id),
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (message_id, endpoint_id)
) STRICT;

CREATE INDEX IF NOT EXISTS webhook_deliveries_by_issuer ON webhook_deliveries (issuer_id, sequence);
CREATE INDEX IF NOT EXISTS webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE state = 'pending';

CREATE TABLE IF NOT EXISTS webhook_attempts (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery_id TEXT NOT NULL REFERENCES webhook_deliveries (id),
  at TEXT NOT NULL,
  -- HTTP status, or null with a reason: timeout, unreachable, refused.
  status INTEGER,
  reason TEXT,
  duration_ms INTEGER NOT NULL,
  -- The beginning of the answer.
  answer TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS webhook_attempts_by_delivery ON webhook_attempts (delivery_id, sequence);

-- For telling, a month ahead, which credentials expire.

CREATE INDEX IF NOT EXISTS credentials_expiring ON credentials (valid_until)
  WHERE valid_until IS NOT NULL AND state = 'active';
