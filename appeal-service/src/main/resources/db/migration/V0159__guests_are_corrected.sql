-- Who a guest is can be put right. Kept is who did that, when and what of it, not what it was before: that may be somebody else's.
ALTER TABLE guest ADD COLUMN corrected_by text;

CREATE TABLE guest_step (
    guest_id      uuid        NOT NULL REFERENCES guest,
    number        integer     NOT NULL CONSTRAINT guest_step_from_one CHECK (number > 0),
    step          text        NOT NULL CONSTRAINT guest_step_known CHECK (step IN ('CORRECTED')),
    name_changed  boolean     NOT NULL,
    phone_changed boolean     NOT NULL,
    at            timestamptz NOT NULL,
    officer_id    text        NOT NULL,
    PRIMARY KEY (guest_id, number),
    CONSTRAINT guest_step_changes_something CHECK (name_changed OR phone_changed)
);
CREATE TRIGGER guest_step_never_changes BEFORE UPDATE OR DELETE ON guest_step
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guest_step_is_never_emptied BEFORE TRUNCATE ON guest_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
