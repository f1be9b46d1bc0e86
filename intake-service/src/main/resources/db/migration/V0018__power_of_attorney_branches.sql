-- A power can be for some branches only; an enterprise and an agent see their powers as lists, newest first.

ALTER TABLE power_of_attorney
    ADD COLUMN branch_uscis text[]
        CONSTRAINT power_of_attorney_branches_or_all CHECK (cardinality(branch_uscis) > 0);
COMMENT ON COLUMN power_of_attorney.branch_uscis IS 'Whom it covers; NULL for the principal and all its branches.';
DROP INDEX power_of_attorney_principal_idx;
CREATE INDEX power_of_attorney_of_principal_idx ON power_of_attorney (principal_usci, granted_at, id);
CREATE INDEX power_of_attorney_of_agent_idx ON power_of_attorney (agent, granted_at, id);
