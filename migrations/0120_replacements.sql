-- The newer credential that took the place of this one: a correction or a renewal. At most one.
ALTER TABLE credentials ADD COLUMN replaced_by TEXT;
