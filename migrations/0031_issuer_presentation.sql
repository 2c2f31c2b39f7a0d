-- How an issuer's credentials look and are shared: nothing of it is part of what is signed.
CREATE TABLE IF NOT EXISTS issuer_presentation (
  issuer_id TEXT PRIMARY KEY NOT NULL REFERENCES issuers (id),
  -- #rrggbb: ground and accent of the default badge image.
  ground_colour TEXT,
  accent_colour TEXT,
  -- The number of the issuer's page on LinkedIn, for its logo in 'Add to profile'.
  linkedin_organization_id TEXT,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
