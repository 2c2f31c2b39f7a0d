-- What xAPI statements are asked for by, read from the statements themselves (virtual: nothing is stored twice, and statements
-- from before are found too).

ALTER TABLE xapi_statements ADD COLUMN verb_id TEXT
  GENERATED ALWAYS AS (CAST(statement ->> '$.verb.id' AS TEXT)) VIRTUAL;
ALTER TABLE xapi_statements ADD COLUMN object_id TEXT
  GENERATED ALWAYS AS (CAST(statement ->> '$.object.id' AS TEXT)) VIRTUAL;
ALTER TABLE xapi_statements ADD COLUMN registration TEXT
  GENERATED ALWAYS AS (CAST(statement ->> '$.context.registration' AS TEXT)) VIRTUAL;
-- The statement that this one takes back.
ALTER TABLE xapi_statements ADD COLUMN voids TEXT
  GENERATED ALWAYS AS (iif(statement ->> '$.verb.id' = 'http://adlnet.gov/expapi/verbs/voided'
    AND statement ->> '$.object.objectType' = 'StatementRef', CAST(statement ->> '$.object.id' AS TEXT), NULL)) VIRTUAL;

CREATE INDEX IF NOT EXISTS xapi_statements_by_time ON xapi_statements (connection_id, stored_at, statement_id);
CREATE INDEX IF NOT EXISTS xapi_statements_voiding ON xapi_statements (connection_id, voids) WHERE voids IS NOT NULL;
