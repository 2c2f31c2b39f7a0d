-- Offers of a credential to its holder's wallet (OpenID for Verifiable Credential Issuance 1.0, pre-authorized code). Secrets
-- are here as hashes only. A row is an open offer until its code is exchanged for an access token, then that token; both end
-- at expires_at.
CREATE TABLE IF NOT EXISTS wallet_offers (
  code_hash TEXT PRIMARY KEY NOT NULL,
  credential_id TEXT NOT NULL,
  format TEXT NOT NULL,
  -- Keyed hash of the transaction code, where one is asked for.
  tx_code_hash TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  token_hash TEXT UNIQUE,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS wallet_offers_credential ON wallet_offers (credential_id);
CREATE INDEX IF NOT EXISTS wallet_offers_expiry ON wallet_offers (expires_at);

-- When a wallet last took the credential.
ALTER TABLE credential_pages ADD COLUMN wallet_at TEXT;
