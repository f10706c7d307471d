SELECT 'a;b', E'it\';s', "c;d" /* ; /* ; */ ; */ FROM t;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM $$ ; $$;
    RETURN NEW;
END;
$body$;
CREATE OR REPLACE FUNCTION g(a int) RETURNS int
BEGIN ATOMIC
    SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END AS end;
    SELECT t.end FROM t;
END;
CREATE RULE r AS ON INSERT TO v DO INSTEAD (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2));
COPY t (a, b) FROM stdin WITH (FORMAT text);
1	it's; one
2	$$
\.
COPY t TO stdout;
\connect other; db
BEGIN;
SELECT $1, a ->> 'x' \gexec
COMMIT;
