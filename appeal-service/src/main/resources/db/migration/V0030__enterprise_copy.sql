-- What is known of enterprises: their registry entry by the events of intake, their figures as declared or checked here.

CREATE TABLE enterprise (
    serial         integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    usci           text        NOT NULL CONSTRAINT enterprise_once UNIQUE
                               CONSTRAINT enterprise_usci_length CHECK (length(usci) = 18),
    name           text        NOT NULL,
    kind           text        NOT NULL CONSTRAINT enterprise_kind_known CHECK (
                               kind IN ('COMPANY', 'BRANCH', 'SOLE_TRADER', 'COOPERATIVE', 'OTHER')),
    region_code    text        NOT NULL CONSTRAINT enterprise_region_twelve_digits CHECK (region_code ~ '^[0-9]{12}$'),
    industry       text,
    scale          text        CONSTRAINT enterprise_scale_known CHECK (scale IN ('LARGE', 'MEDIUM', 'SMALL', 'MICRO')),
    established_on date,
    registered     boolean     NOT NULL,
    sequence       bigint      NOT NULL
);

-- One set of yearly figures and the credit grade. Who declared is kept; a grade is given by staff only.
CREATE TABLE enterprise_profile (
    serial        integer     PRIMARY KEY REFERENCES enterprise,
    year          integer     CONSTRAINT enterprise_profile_year_plausible CHECK (year BETWEEN 1990 AND 2100),
    revenue_yuan  bigint      CONSTRAINT enterprise_revenue_not_negative CHECK (revenue_yuan >= 0),
    tax_yuan      bigint      CONSTRAINT enterprise_tax_not_negative CHECK (tax_yuan >= 0),
    research_yuan bigint      CONSTRAINT enterprise_research_not_negative CHECK (research_yuan >= 0),
    export_yuan   bigint      CONSTRAINT enterprise_export_not_negative CHECK (export_yuan >= 0),
    employees     bigint      CONSTRAINT enterprise_employees_not_negative CHECK (employees >= 0),
    figures_by    text,
    credit        text        CONSTRAINT enterprise_credit_known CHECK (credit IN ('A', 'B', 'C', 'D')),
    credit_by     text,
    version       bigint      NOT NULL,
    changed_at    timestamptz NOT NULL,
    CONSTRAINT enterprise_credit_given_by_someone CHECK ((credit IS NULL) = (credit_by IS NULL))
);
