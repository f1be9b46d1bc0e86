-- Whether those whose appeals are joined to this one have the paper, too. Nothing attached until now was meant for them.
ALTER TABLE attachment ADD COLUMN for_joined boolean NOT NULL DEFAULT false
    CONSTRAINT attachment_for_joined_by_office CHECK (by_office OR NOT for_joined);
