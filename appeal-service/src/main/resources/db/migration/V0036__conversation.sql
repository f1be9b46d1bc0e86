-- Conversations of the cloud desk. What was said is personal: it lies sealed, and nothing is searched in it.

CREATE TABLE conversation (
    id           uuid        PRIMARY KEY,
    channel      text        NOT NULL CONSTRAINT conversation_channel_known CHECK (channel IN ('PHONE', 'WEB', 'APP', 'VIDEO')),
    purpose      text        NOT NULL CONSTRAINT conversation_purpose_known CHECK (
                             purpose IN ('APPOINTMENT', 'CONSULTATION', 'REMOTE_HELP', 'APPEAL')),
    customer     text,
    usci         text,
    phone        bytea,
    clerk        text,
    state        text        NOT NULL CONSTRAINT conversation_state_known CHECK (state IN ('WAITING', 'TAKEN', 'ENDED')),
    outcome      text        CONSTRAINT conversation_outcome_known CHECK (
                             outcome IN ('ANSWERED', 'APPOINTED', 'HELPED', 'APPEAL_RAISED', 'ABANDONED')),
    receipt_number     text,
    appointment_id     text,
    appeal_id    uuid        CONSTRAINT conversation_one_appeal UNIQUE REFERENCES appeal,
    opened_at    timestamptz NOT NULL,
    taken_at     timestamptz,
    ended_at     timestamptz,
    solved       boolean,
    lines        integer     NOT NULL,
    version      bigint      NOT NULL,
    CONSTRAINT conversation_of_somebody         CHECK (customer IS NOT NULL OR clerk IS NOT NULL),
    CONSTRAINT conversation_taken_by_someone    CHECK (state <> 'TAKEN' OR (clerk IS NOT NULL AND taken_at IS NOT NULL)),
    CONSTRAINT conversation_ended_with_outcome  CHECK ((state = 'ENDED') = (outcome IS NOT NULL AND ended_at IS NOT NULL)),
    CONSTRAINT conversation_appeal_by_outcome   CHECK ((outcome IS NOT DISTINCT FROM 'APPEAL_RAISED') = (appeal_id IS NOT NULL))
);
CREATE INDEX conversation_waiting_idx  ON conversation (opened_at, id) WHERE state = 'WAITING';
CREATE INDEX conversation_customer_idx ON conversation (customer, opened_at DESC, id DESC) WHERE customer IS NOT NULL;
CREATE INDEX conversation_clerk_idx    ON conversation (clerk, opened_at DESC, id DESC) WHERE clerk IS NOT NULL;
CREATE INDEX conversation_opened_idx   ON conversation (opened_at);

CREATE TABLE conversation_line (
    conversation_id uuid        NOT NULL REFERENCES conversation,
    number          integer     NOT NULL,
    side            text        NOT NULL CONSTRAINT conversation_line_side_known CHECK (side IN ('CUSTOMER', 'DESK')),
    said_by         text        NOT NULL,
    text            bytea       NOT NULL,
    knowledge_id    uuid,
    knowledge_number integer,
    said_at         timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, number)
);
CREATE TRIGGER conversation_line_never_changes BEFORE DELETE ON conversation_line
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
