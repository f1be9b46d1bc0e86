-- A service of the release before names no readers when it attaches something: what it attaches is the office's own.
ALTER TABLE attachment ALTER COLUMN for_unit SET DEFAULT false;

-- Titles are compared where they are read; no release that runs calls it any more.
DROP FUNCTION bigrams(text);
