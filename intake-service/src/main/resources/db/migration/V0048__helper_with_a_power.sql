-- Whoever acts for an enterprise as its agent has its power of attorney; a helper may have one (代办) or stand beside it (帮办).
ALTER TABLE application
    DROP CONSTRAINT application_agent_has_power,
    ADD CONSTRAINT application_agent_has_power CHECK (
        (submitted_as = 'AGENT') = (power_of_attorney_id IS NOT NULL) OR submitted_as = 'HELPER') NOT VALID;
ALTER TABLE application VALIDATE CONSTRAINT application_agent_has_power;
