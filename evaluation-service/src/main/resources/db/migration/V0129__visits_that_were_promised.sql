-- What was kept as the promise was one visit for each matter, whatever its guide says: of these files it is not known.
UPDATE file_fact SET visits_promised = NULL WHERE visits_promised IS NOT NULL;
