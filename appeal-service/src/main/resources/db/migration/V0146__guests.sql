-- Investors that have no enterprise in the county yet: who they are and how they are reached lies sealed.

CREATE TABLE guest (
    id          uuid        PRIMARY KEY,
    name        bytea       NOT NULL,
    phone       bytea       NOT NULL,
    recorded_by text        NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE TRIGGER guest_never_removed BEFORE DELETE ON guest FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- At a symposium a guest is a number.
CREATE TABLE symposium_guest (
    symposium_id uuid    NOT NULL REFERENCES symposium,
    number       integer NOT NULL CONSTRAINT symposium_guest_number CHECK (number BETWEEN 1 AND 200),
    guest_id     uuid    NOT NULL CONSTRAINT symposium_guest_once UNIQUE REFERENCES guest,
    PRIMARY KEY (symposium_id, number)
);
CREATE TRIGGER symposium_guest_never_changes BEFORE UPDATE OR DELETE ON symposium_guest
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE symposium_issue ALTER COLUMN usci DROP NOT NULL;
ALTER TABLE symposium_issue ADD COLUMN guest integer;
ALTER TABLE symposium_issue ADD CONSTRAINT symposium_issue_of_a_guest FOREIGN KEY (symposium_id, guest) REFERENCES symposium_guest;
ALTER TABLE symposium_issue ADD CONSTRAINT symposium_issue_of_somebody CHECK ((usci IS NULL) <> (guest IS NULL));

ALTER TABLE service_record ADD COLUMN guest_id uuid CONSTRAINT service_record_guest_once UNIQUE REFERENCES guest;
ALTER TABLE service_record DROP CONSTRAINT service_record_for_somebody;
ALTER TABLE service_record ADD CONSTRAINT service_record_for_somebody CHECK (
    usci IS NOT NULL OR project_id IS NOT NULL OR guest_id IS NOT NULL);
