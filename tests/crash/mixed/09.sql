-- migrate:upgrade
CREATE TABLE plain (id INTEGER PRIMARY KEY, t TEXT);
INSERT INTO plain (t) VALUES ('one; two');
