-- Issuers, their signing keys, and the API keys that act for them.
-- Dates are ISO 8601 text in UTC with milliseconds, so that text order is time order.

CREATE TABLE IF NOT EXISTS issuers (
  -- The cursor of lists: newest first.
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- did:web below PUBLIC_ORIGIN, or the did:key of the issuer's one key.
  did TEXT NOT NULL UNIQUE,
  -- JSON of the Profile's descriptive members: name, url, email, description, image, phone, address …
  profile TEXT NOT NULL,
  -- Algorithm of the key that signs the VC-JWT form: EdDSA for a did:key identity, and for it alone.
  jwt_algorithm TEXT NOT NULL DEFAULT 'ES256' CHECK (jwt_algorithm IN ('EdDSA', 'ES256', 'ES384', 'RS256')),
  -- Rises with every change of profile or keys: what was prepared under an older revision is not written.
  revision INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS issuer_keys (
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  -- RFC 7638 thumbprint of the public key, base64url.
  id TEXT NOT NULL,
  algorithm TEXT NOT NULL CHECK (algorithm IN ('EdDSA', 'ES256', 'ES384', 'RS256')),
  -- active: signs. retired: signs no more, old signatures stay good. revoked: withdrawn from the DID document.
  state TEXT NOT NULL CHECK (state IN ('active', 'retired', 'revoked')),
  public_jwk TEXT NOT NULL,
  -- AES-GCM envelope bound to issuer and key id; gone once the key signs no more.
  sealed_private_jwk TEXT,
  created_at TEXT NOT NULL,
  retired_at TEXT,
  revoked_at TEXT,
  PRIMARY KEY (issuer_id, id),
  CHECK ((state = 'active') = (sealed_private_jwk IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX IF NOT EXISTS issuer_keys_one_active
  ON issuer_keys (issuer_id, algorithm) WHERE state = 'active';

CREATE TABLE IF NOT EXISTS api_keys (
  id TEXT PRIMARY KEY,
  issuer_id TEXT NOT NULL REFERENCES issuers (id),
  label TEXT NOT NULL,
  -- The first, non-secret part of the token: enough to recognise it.
  prefix TEXT NOT NULL,
  -- SHA-256 of the whole token, hex. The token has 256 random bits, so nothing slower is needed.
  token_hash TEXT NOT NULL UNIQUE,
  -- JSON array of scopes.
  scopes TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS api_keys_by_issuer ON api_keys (issuer_id, created_at);
