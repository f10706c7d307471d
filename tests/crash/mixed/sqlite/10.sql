-- outside a transaction
-- migrate:no-transaction
-- migrate:upgrade

-- migrate:done-when SELECT count(*) = 1 FROM sqlite_schema WHERE name = 'ix_plain'
CREATE INDEX ix_plain ON plain (t);
-- migrate:no-transaction
-- migrate:downgrade

-- migrate:done-when SELECT count(*) = 0 FROM sqlite_schema WHERE name = 'ix_plain'
DROP INDEX ix_plain;
