-- A profile is set in use for a time to come, by somebody who is on record, and what was set stays.
ALTER TABLE time_profile_in_use
    ADD COLUMN set_by text,
    ADD COLUMN set_at timestamptz;
CREATE TRIGGER time_profile_in_use_never_changes BEFORE UPDATE OR DELETE ON time_profile_in_use
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
