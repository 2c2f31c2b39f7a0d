-- For telling, a month ahead, which credentials expire.

CREATE INDEX IF NOT EXISTS credentials_expiring ON credentials (valid_until)
  WHERE valid_until IS NOT NULL AND state = 'active';
