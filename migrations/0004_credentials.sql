-- Issued credentials: the exact signed bytes of both forms, and what is needed to find and to change the state of them.

CREATE TABLE IF NOT EXISTS credentials (
  -- The cursor of lists: newest first.
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  achievement_id TEXT NOT NULL REFERENCES achievements (id),
  achievement_version INTEGER NOT NULL,
  -- Keyed hash of whom it was issued to; null once erased.
  recipient_hash TEXT,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'revoked')),
  state_reason TEXT,
  state_changed_at TEXT,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  issued_at TEXT NOT NULL,
  -- The signed JSON text with its embedded proof, and the compact JWS; null once erased.
  embedded_proof_text TEXT,
  jwt_text TEXT,
  erased_at TEXT,
  CHECK ((erased_at IS NULL) = (embedded_proof_text IS NOT NULL)),
  CHECK (erased_at IS NULL OR (jwt_text IS NULL AND recipient_hash IS NULL))
) STRICT;

CREATE INDEX IF NOT EXISTS credentials_by_issuer ON credentials (issuer_id, sequence);
CREATE INDEX IF NOT EXISTS credentials_by_achievement ON credentials (issuer_id, achievement_id, sequence);
CREATE INDEX IF NOT EXISTS credentials_by_recipient ON credentials (issuer_id, recipient_hash, sequence)
  WHERE recipient_hash IS NOT NULL;
CREATE INDEX IF NOT EXISTS credentials_not_active ON credentials (issuer_id, state, sequence)
  WHERE state <> 'active';
