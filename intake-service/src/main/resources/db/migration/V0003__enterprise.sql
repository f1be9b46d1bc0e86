-- Enterprises with their branches, and who may act for them.

CREATE TABLE enterprise (
    usci          text        NOT NULL CONSTRAINT enterprise_pk PRIMARY KEY
        CONSTRAINT enterprise_usci_shape CHECK (usci ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'),
    name          text        NOT NULL CONSTRAINT enterprise_named CHECK (name <> ''),
    kind          text        NOT NULL
        CONSTRAINT enterprise_kind_known CHECK (kind IN ('COMPANY', 'BRANCH', 'SOLE_TRADER', 'COOPERATIVE', 'OTHER')),
    region_code   text        NOT NULL CONSTRAINT enterprise_region_shape CHECK (region_code ~ '^[0-9]{12}$'),
    industry      text,
    parent_usci   text        CONSTRAINT enterprise_parent_registered REFERENCES enterprise,
    registered_by text        NOT NULL,
    registered_at timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    version       bigint      NOT NULL,
    CONSTRAINT enterprise_branch_has_parent CHECK ((kind = 'BRANCH') = (parent_usci IS NOT NULL)),
    CONSTRAINT enterprise_not_its_own_parent CHECK (parent_usci <> usci)
);
-- The branches of one parent, page by page.
CREATE INDEX enterprise_branch_idx ON enterprise (parent_usci, usci) WHERE parent_usci IS NOT NULL;

CREATE TABLE power_of_attorney (
    id             uuid        NOT NULL CONSTRAINT power_of_attorney_pk PRIMARY KEY,
    principal_usci text        NOT NULL CONSTRAINT power_of_attorney_principal_registered REFERENCES enterprise,
    agent          text        NOT NULL,
    item_codes     text[],
    valid_from     date        NOT NULL,
    valid_until    date        NOT NULL,
    granted_by     text        NOT NULL,
    granted_at     timestamptz NOT NULL,
    revoked_by     text,
    revoked_at     timestamptz,
    version        bigint      NOT NULL,
    CONSTRAINT power_of_attorney_period_forward CHECK (valid_until >= valid_from),
    CONSTRAINT power_of_attorney_items_or_all CHECK (item_codes IS NULL OR cardinality(item_codes) > 0),
    CONSTRAINT power_of_attorney_revoked_by_someone CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
COMMENT ON COLUMN power_of_attorney.item_codes IS 'NULL for every item.';
CREATE INDEX power_of_attorney_agent_idx ON power_of_attorney (agent, principal_usci);
CREATE INDEX power_of_attorney_principal_idx ON power_of_attorney (principal_usci);
