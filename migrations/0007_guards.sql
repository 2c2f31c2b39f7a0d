-- A write that holds only under a condition begins with a guard: an insert of 0 where the condition fails. The check below
-- then refuses it and with it the whole transaction. Nothing is ever stored here.

CREATE TABLE IF NOT EXISTS guards (
  holds INTEGER NOT NULL,
  CONSTRAINT guard_failed CHECK (holds = 1)
) STRICT;
