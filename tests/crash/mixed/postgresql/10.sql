-- outside a transaction
-- migrate:upgrade
CREATE INDEX CONCURRENTLY ix_plain ON plain (t);
CREATE UNIQUE INDEX CONCURRENTLY uq_plain ON plain (t, id);
-- migrate:downgrade
DROP INDEX CONCURRENTLY uq_plain;
DROP INDEX CONCURRENTLY ix_plain;
