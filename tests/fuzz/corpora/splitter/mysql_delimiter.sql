# a comment; with a semicolon
/*!40101 SET NAMES utf8 */;
SELECT 'a\';b', "c;d", `e;f` -- x;
;
DELIMITER $$
CREATE TRIGGER t_bi BEFORE INSERT ON t FOR EACH ROW
BEGIN
    SET NEW.a = '$$';
    IF NEW.b THEN SET NEW.c = 1; END IF;
END$$

SELECT 1; SELECT 2 $$
delimiter ;
INSERT INTO t VALUES (1--1);
