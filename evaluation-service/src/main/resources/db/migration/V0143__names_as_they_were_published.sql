-- A published ranking keeps the names of that day, too. Rows of before have none: what they are called now stands for it.

ALTER TABLE published_rank
    ADD COLUMN name_zh text,
    ADD COLUMN name_en text;
