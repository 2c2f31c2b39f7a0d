-- When the holder took a credential as theirs, by their own link.
ALTER TABLE credential_pages ADD COLUMN claimed_at TEXT;

-- The mail that tells a learner of a credential: at most one each that waits.
CREATE TABLE IF NOT EXISTS notifications (
  credential_id TEXT PRIMARY KEY NOT NULL,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  -- The e-mail address, sealed; null as soon as the mail is sent or given up.
  sealed_address TEXT,
  language TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'failed')),
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  CHECK ((state = 'pending') = (sealed_address IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS notifications_due ON notifications (next_attempt_at) WHERE state = 'pending';
