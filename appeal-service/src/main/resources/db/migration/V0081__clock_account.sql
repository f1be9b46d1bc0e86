-- How a clock was counted when it was met: what kind, urgency and calendar were in force then. Clocks met before this table are
-- counted as the rules stand.
CREATE TABLE clock_account (
    appeal_id  uuid        NOT NULL REFERENCES appeal,
    clock      text        NOT NULL CONSTRAINT clock_account_clock_known CHECK (
                           clock IN ('CONTACT', 'OPINION', 'SOLUTION', 'REDO')),
    started_at timestamptz NOT NULL,
    account    jsonb       NOT NULL,
    PRIMARY KEY (appeal_id, clock, started_at)
);
CREATE TRIGGER clock_account_never_changes BEFORE UPDATE OR DELETE ON clock_account
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
