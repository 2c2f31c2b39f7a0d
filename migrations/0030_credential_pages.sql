-- How far a holder lets a credential's page be seen. No row means unlisted: who has the link sees it, no search engine does.
-- link_number counts the holder's links: raising it makes every earlier one void.
CREATE TABLE IF NOT EXISTS credential_pages (
  credential_id TEXT PRIMARY KEY NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'unlisted', 'withdrawn')),
  link_number INTEGER NOT NULL DEFAULT 0,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
