-- Figures of the year before the latest one stand beside it, so that conditions can compare the two.

ALTER TABLE enterprise_profile
    ADD COLUMN last_revenue_yuan  bigint CONSTRAINT enterprise_last_revenue_not_negative CHECK (last_revenue_yuan >= 0),
    ADD COLUMN last_tax_yuan      bigint CONSTRAINT enterprise_last_tax_not_negative CHECK (last_tax_yuan >= 0),
    ADD COLUMN last_research_yuan bigint CONSTRAINT enterprise_last_research_not_negative CHECK (last_research_yuan >= 0),
    ADD COLUMN last_export_yuan   bigint CONSTRAINT enterprise_last_export_not_negative CHECK (last_export_yuan >= 0),
    ADD COLUMN last_employees     bigint CONSTRAINT enterprise_last_employees_not_negative CHECK (last_employees >= 0),
    ADD CONSTRAINT enterprise_last_year_beside_a_year CHECK (
        year IS NOT NULL OR (last_revenue_yuan IS NULL AND last_tax_yuan IS NULL AND last_research_yuan IS NULL
                             AND last_export_yuan IS NULL AND last_employees IS NULL));
