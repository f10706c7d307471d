-- migrate:upgrade sqlite
SELECT 1;
