-- A redo that the office orders before the applicant is asked leaves the applicant theirs. Those ordered until now keep counting as the one.
ALTER TABLE appeal ADD COLUMN office_redone boolean NOT NULL DEFAULT false;
ALTER TABLE appeal DROP CONSTRAINT appeal_redo_has_a_limit;
ALTER TABLE appeal ADD CONSTRAINT appeal_redo_has_a_limit CHECK ((redo_due_at IS NOT NULL) = (redone OR office_redone));

-- More time is asked for while others owe their parts, too.
ALTER TABLE appeal DROP CONSTRAINT appeal_open_parts_while_coordinating;
ALTER TABLE appeal ADD CONSTRAINT appeal_open_parts_while_coordinating CHECK (
    CASE state WHEN 'COORDINATING'        THEN cardinality(joint_open) > 0
               WHEN 'EXTENSION_REQUESTED' THEN true
               ELSE cardinality(joint_open) = 0 END);

-- Nobody can be contacted about an anonymous appeal, so no limit for that runs.
UPDATE appeal
   SET contact_due_at = NULL,
       next_clock = CASE WHEN next_clock <> 'CONTACT' THEN next_clock
                         WHEN opinion_at IS NULL AND opinion_due_at <= solution_due_at THEN 'OPINION' ELSE 'SOLUTION' END,
       next_due_at = CASE WHEN next_clock <> 'CONTACT' THEN next_due_at
                          WHEN opinion_at IS NULL AND opinion_due_at <= solution_due_at THEN opinion_due_at ELSE solution_due_at END
 WHERE anonymous AND contacted_at IS NULL AND contact_due_at IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED');
