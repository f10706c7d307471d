-- migrate:no-transaction
-- migrate:upgrade

-- migrate:done-when SELECT count(*) = 1 FROM sqlite_schema WHERE name = 'ix_plain'
CREATE INDEX ix_plain ON plain (t);
