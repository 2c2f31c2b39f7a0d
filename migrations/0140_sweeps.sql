-- How far the sweep of what is too old has come in a table: each row is looked at once, however many before it are kept.
CREATE TABLE IF NOT EXISTS sweeps (
  name TEXT PRIMARY KEY NOT NULL,
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which key-encryption key (its id, as envelopes name it) learners are looked up by. One row at most.
CREATE TABLE IF NOT EXISTS index_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  key_id TEXT NOT NULL
) STRICT;
