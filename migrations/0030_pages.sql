-- How far a holder lets a credential's page be seen. No row means unlisted: who has the link sees it, no search engine does.
-- link_number counts the holder's links: raising it makes every earlier one void.
CREATE TABLE IF NOT EXISTS credential_pages (
  credential_id TEXT PRIMARY KEY NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'unlisted', 'withdrawn')),
  link_number INTEGER NOT NULL DEFAULT 0,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
