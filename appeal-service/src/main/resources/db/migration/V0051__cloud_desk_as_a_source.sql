-- Appeals that were made of a conversation at the cloud service desk.

ALTER TABLE appeal DROP CONSTRAINT appeal_source_known;
ALTER TABLE appeal ADD CONSTRAINT appeal_source_known CHECK (
    source IN ('PORTAL', 'APP', 'WINDOW', 'SPECIAL_LINE', 'CLOUD_DESK', 'SYMPOSIUM', 'VISIT', 'RATING', 'OPEN_FEEDBACK', 'HOTLINE',
               'PROVINCE'));
