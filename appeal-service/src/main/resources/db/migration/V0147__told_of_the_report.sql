-- Whoever a record of the symposium has counted among those who came is told of the report, whatever the record says later: were it
-- only who brought something up, that would tell who did so in confidence.
ALTER TABLE symposium_invitation ADD COLUMN told boolean NOT NULL DEFAULT false;
UPDATE symposium_invitation AS i SET told = true
 WHERE attended OR EXISTS (SELECT 1 FROM symposium_issue AS s WHERE s.symposium_id = i.symposium_id AND s.usci = i.usci);
ALTER TABLE symposium_invitation ADD CONSTRAINT symposium_attended_is_told CHECK (told OR NOT attended);
