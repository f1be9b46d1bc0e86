-- The light that others were told last of a milestone: each turns once. And what was told in confidence of a blocked point.

ALTER TABLE project_milestone ADD COLUMN light text NOT NULL DEFAULT 'GREEN'
    CONSTRAINT project_milestone_light_known CHECK (light IN ('GREEN', 'YELLOW', 'RED'));

CREATE INDEX project_milestone_turns_idx ON project_milestone (due_on, project_id, number) WHERE done_on IS NULL AND light <> 'RED';

ALTER TABLE blocked_point ADD COLUMN confidential boolean NOT NULL DEFAULT false;
