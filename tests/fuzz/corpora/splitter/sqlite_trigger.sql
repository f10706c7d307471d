-- before everything
CREATE TABLE t (id INTEGER, "end" TEXT, note TEXT DEFAULT ';');
/* about the trigger; */
CREATE TEMP TRIGGER t_touch AFTER UPDATE ON t
WHEN CASE WHEN NEW.id > 0 THEN 1 ELSE 0 END
BEGIN
    UPDATE t SET note = CASE id WHEN 1 THEN CASE WHEN end = 'x' THEN ';' END ELSE 'b' END;
    -- end;
    DELETE FROM log WHERE begin = 1; ; 
    SELECT [a;b], `c;d` FROM u;
END;
CREATE TRIGGER plain INSTEAD OF INSERT ON v BEGIN SELECT 1; END
;
BEGIN; UPDATE t SET id = 1; END;;
SELECT 'last' -- without its semicolon
