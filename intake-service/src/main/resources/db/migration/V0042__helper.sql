-- Helpers, the requests they help with, step by step, and whom they served.

CREATE TABLE helper (
    account       text        NOT NULL CONSTRAINT helper_pk PRIMARY KEY
        CONSTRAINT helper_account_shape CHECK (account ~ '^[A-Za-z0-9._@-]{1,100}$'),
    name          text        NOT NULL CONSTRAINT helper_named CHECK (name <> ''),
    region_code   text        NOT NULL CONSTRAINT helper_region_shape CHECK (region_code ~ '^[0-9]{12}$'),
    region_prefix text        NOT NULL,
    full_time     boolean     NOT NULL,
    active        boolean     NOT NULL,
    changed_at    timestamptz NOT NULL,
    changed_by    text        NOT NULL,
    version       bigint      NOT NULL,
    CONSTRAINT helper_serves_a_part_of_the_region CHECK (starts_with(region_code, region_prefix) AND region_prefix <> '')
);
COMMENT ON COLUMN helper.region_prefix IS 'How every division inside the region begins.';

CREATE TABLE helper_history (
    account     text        NOT NULL CONSTRAINT helper_history_of_a_helper REFERENCES helper,
    version     bigint      NOT NULL,
    region_code text        NOT NULL,
    full_time   boolean     NOT NULL,
    active      boolean     NOT NULL,
    changed_at  timestamptz NOT NULL,
    changed_by  text        NOT NULL,
    CONSTRAINT helper_history_pk PRIMARY KEY (account, version)
);
COMMENT ON TABLE helper_history IS 'Who was a helper when, for figures of past periods. Only ever added to.';
REVOKE UPDATE, DELETE, TRUNCATE ON helper_history FROM CURRENT_USER;

CREATE SEQUENCE help_request_serial AS bigint;

CREATE TABLE help_request (
    number               text        NOT NULL CONSTRAINT help_request_pk PRIMARY KEY,
    mode                 text        NOT NULL CONSTRAINT help_request_mode_known CHECK (mode IN ('ASSIST', 'ACT_FOR')),
    enterprise_usci      text        NOT NULL CONSTRAINT help_request_enterprise_registered REFERENCES enterprise,
    region_code          text        NOT NULL,
    item_codes           text[]      NOT NULL,
    project_number       text,
    matter               text        NOT NULL CONSTRAINT help_request_says_what CHECK (matter <> ''),
    requested_by         text        NOT NULL,
    requested_as         text        NOT NULL
        CONSTRAINT help_request_side_known CHECK (requested_as IN ('APPLICANT', 'AGENT', 'HELPER', 'WINDOW')),
    requested_at         timestamptz NOT NULL,
    status               text        NOT NULL
        CONSTRAINT help_request_status_known
        CHECK (status IN ('WAITING', 'ENTRUSTED', 'ACCEPTED', 'HANDLED', 'DELIVERED', 'ARCHIVED', 'REPORTED',
                          'FOLLOWED_UP', 'SUSPENDED', 'HANDED_BACK', 'ENDED')),
    helper               text        CONSTRAINT help_request_helper_registered REFERENCES helper,
    suspended_step       text
        CONSTRAINT help_request_suspended_step_known CHECK (suspended_step IN ('ACCEPTED', 'HANDLED')),
    reason               text,
    satisfied            boolean,
    since                timestamptz NOT NULL,
    power_of_attorney_id uuid        CONSTRAINT help_request_power_known REFERENCES power_of_attorney,
    version              bigint      NOT NULL,
    CONSTRAINT help_request_in_somebodys_hands CHECK (
        status NOT IN ('ENTRUSTED', 'ACCEPTED', 'HANDLED', 'DELIVERED', 'ARCHIVED', 'REPORTED', 'FOLLOWED_UP',
                       'SUSPENDED')
        OR helper IS NOT NULL),
    CONSTRAINT help_request_waiting_for_somebody CHECK (status <> 'WAITING' OR helper IS NULL),
    CONSTRAINT help_request_suspended_from_a_step CHECK ((status = 'SUSPENDED') = (suspended_step IS NOT NULL)),
    CONSTRAINT help_request_stopped_with_reason CHECK (
        status NOT IN ('SUSPENDED', 'HANDED_BACK', 'ENDED') OR reason IS NOT NULL),
    CONSTRAINT help_request_followed_up_with_an_answer CHECK ((status = 'FOLLOWED_UP') = (satisfied IS NOT NULL)),
    CONSTRAINT help_request_acted_for_with_power CHECK (
        mode = 'ASSIST' OR power_of_attorney_id IS NOT NULL
        OR status IN ('WAITING', 'ENTRUSTED', 'HANDED_BACK', 'ENDED'))
);
-- All requests; those of a status; a helper's; an enterprise's; how much a helper has in hand.
CREATE INDEX help_request_requested_idx ON help_request (requested_at, number);
CREATE INDEX help_request_status_idx ON help_request (status, requested_at, number);
CREATE INDEX help_request_helper_idx ON help_request (helper, requested_at, number);
CREATE INDEX help_request_enterprise_idx ON help_request (enterprise_usci, requested_at, number);
CREATE INDEX help_request_requester_idx ON help_request (requested_by, requested_at, number);
CREATE INDEX help_request_load_idx ON help_request (helper)
    WHERE status IN ('ENTRUSTED', 'ACCEPTED', 'HANDLED', 'DELIVERED', 'ARCHIVED', 'REPORTED', 'SUSPENDED');

CREATE TABLE help_request_history (
    number               text        NOT NULL CONSTRAINT help_request_history_of_a_request REFERENCES help_request,
    version              bigint      NOT NULL,
    act                  text        NOT NULL,
    at                   timestamptz NOT NULL,
    by                   text        NOT NULL,
    acting_as            text        NOT NULL,
    helper               text,
    note                 text,
    receipt_numbers      text[]      NOT NULL,
    power_of_attorney_id uuid,
    forms                text[]      NOT NULL,
    CONSTRAINT help_request_history_pk PRIMARY KEY (number, version)
);
COMMENT ON TABLE help_request_history IS 'Each step with who did it, in whose name, and its forms. Only ever added to.';
REVOKE UPDATE, DELETE, TRUNCATE ON help_request_history FROM CURRENT_USER;

CREATE TABLE assist_record (
    id              uuid        NOT NULL CONSTRAINT assist_record_pk PRIMARY KEY,
    helper          text        NOT NULL CONSTRAINT assist_record_helper_registered REFERENCES helper,
    served_at       timestamptz NOT NULL,
    entered_at      timestamptz NOT NULL,
    way             text        NOT NULL
        CONSTRAINT assist_record_way_known
        CHECK (way IN ('CONSULT', 'GUIDE', 'FILL_IN', 'ACCOMPANY', 'ONE_TO_ONE', 'ACT_FOR')),
    place           text        NOT NULL
        CONSTRAINT assist_record_place_known CHECK (place IN ('WINDOW', 'PHONE', 'ONLINE', 'ON_SITE', 'MOBILE_VEHICLE')),
    enterprise_usci text        CONSTRAINT assist_record_enterprise_registered REFERENCES enterprise,
    visitor_phone   bytea,
    region_code     text        NOT NULL,
    request_number  text        CONSTRAINT assist_record_request_known REFERENCES help_request,
    project_number  text,
    note            text,
    -- What the platform enters when a request is delivered, once.
    delivery        boolean     NOT NULL,
    CONSTRAINT assist_record_entered_after_serving CHECK (entered_at >= served_at),
    CONSTRAINT assist_record_delivery_of_a_request CHECK (NOT delivery OR request_number IS NOT NULL)
);
COMMENT ON TABLE assist_record IS 'One person served once. Whoever comes without being an enterprise is counted, not named.';
CREATE UNIQUE INDEX assist_record_one_delivery ON assist_record (request_number) WHERE delivery;
CREATE INDEX assist_record_helper_idx ON assist_record (helper, served_at, id);
CREATE INDEX assist_record_served_idx ON assist_record (served_at, id) INCLUDE (region_code, project_number);
