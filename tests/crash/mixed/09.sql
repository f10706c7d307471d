-- migrate:upgrade
CREATE TABLE plain (id INTEGER PRIMARY KEY, t TEXT);
INSERT INTO plain VALUES (1, 'one; two');
-- migrate:downgrade
DROP TABLE plain;
