-- Licences after their issue: how long they hold, what takes their place, how they end.

-- What an item's licences follow where it is not the usual: unlimited, one at a time for each holder, 30 days before the end to ask.
CREATE TABLE licence_rule (
    item_code       text    NOT NULL CONSTRAINT licence_rule_pk PRIMARY KEY,
    kind            text,
    validity_months integer CONSTRAINT licence_rule_validity_positive CHECK (validity_months BETWEEN 1 AND 600),
    keeps_period    boolean NOT NULL DEFAULT false,
    several         boolean NOT NULL DEFAULT false,
    renewal_days    integer NOT NULL DEFAULT 30
        CONSTRAINT licence_rule_renewal_days_sensible CHECK (renewal_days BETWEEN 1 AND 365),
    published       boolean,
    basis           text    NOT NULL
);
COMMENT ON COLUMN licence_rule.kind IS 'Licences of one kind supersede each other; without it, the result''s name.';
COMMENT ON COLUMN licence_rule.keeps_period IS 'A change: the new licence holds as long as the one it takes the place of.';
COMMENT ON COLUMN licence_rule.several IS 'A holder may have several at a time, such as one for each building; none supersedes another.';
COMMENT ON COLUMN licence_rule.renewal_days IS 'Calendar days before the end by which renewal must be asked (行政许可法 art. 50).';
COMMENT ON COLUMN licence_rule.published IS 'Without it, by its name: receipts, notices and certificates are no licences and are not published.';

INSERT INTO licence_rule (item_code, validity_months, keeps_period, several, basis) VALUES
    ('SP-XB', 60, false, false, '食品安全法; 食品经营许可和备案管理办法: five years'),
    ('SP-BG', 60, true,  false, '食品经营许可和备案管理办法: a change leaves the period as it is'),
    ('WS-XB', 48, false, false, '公共场所卫生管理条例实施细则: four years'),
    ('WS-BG', 48, true,  false, '公共场所卫生管理条例实施细则'),
    ('WH-JY', 36, false, false, '危险化学品经营许可证管理办法: three years'),
    ('YH-LS', 24, false, false, '烟花爆竹经营许可实施办法: at most two years'),
    ('LWPQ',  36, false, false, '劳务派遣行政许可实施办法: three years'),
    ('DL-HY', 48, false, false, '道路运输条例: four years in practice'),
    ('PS-XK', 60, false, false, '城镇污水排入排水管网许可管理办法: five years'),
    ('YD-GH', NULL, false, true, '城乡规划法: one for each plot'),
    ('GC-GH', NULL, false, true, '城乡规划法: one for each project'),
    ('SG-XK', NULL, false, true, '建筑法: one for each building site'),
    ('XF-SJ', NULL, false, true, '消防法: one for each project'),
    ('HP-BG', NULL, false, true, '环境影响评价法: one for each project'),
    ('TZ-DJ', NULL, false, true, '特种设备安全法: one for each machine'),
    ('TZ-BA', NULL, false, true, '企业投资项目核准和备案管理条例: one for each project'),
    ('BDC-ZY', NULL, false, true, '不动产登记暂行条例: one for each property'),
    ('XF-AJ', NULL, false, true, '消防法: one for each place'),
    ('ZP-SZ', 24, false, true, 'one for each sign');

CREATE TABLE licence (
    licence_number text        NOT NULL CONSTRAINT licence_pk PRIMARY KEY,
    entry          bigint      GENERATED ALWAYS AS IDENTITY,
    version        integer     NOT NULL,
    kind           text        NOT NULL,
    name_zh        text        NOT NULL,
    case_number    text        NOT NULL CONSTRAINT licence_one_per_case UNIQUE,
    receipt_number text        NOT NULL,
    item_code      text        NOT NULL,
    item_name_zh   text        NOT NULL,
    unit           text        NOT NULL,
    unit_name_zh   text        NOT NULL,
    subject_usci   text        NOT NULL,
    subject_name   text        NOT NULL,
    enterprise_usci text       NOT NULL,
    status         text        NOT NULL
        CONSTRAINT licence_status_known CHECK (status IN ('VALID', 'SUPERSEDED', 'REVOKED', 'CANCELLED', 'EXPIRED')),
    issued_at      timestamptz NOT NULL,
    valid_from     date        NOT NULL,
    valid_until    date,
    renewal_days   integer     NOT NULL,
    keeps_period   boolean     NOT NULL,
    months         integer,
    ended_at       timestamptz,
    legal_ground   text,
    superseded_by  text,
    face           integer     NOT NULL DEFAULT 1,
    faced_at       timestamptz NOT NULL,
    template       integer     NOT NULL,
    pdf_checksum   bytea
        CONSTRAINT licence_checksum_is_sha256 CHECK (length(pdf_checksum) = 32),
    change         bigint      NOT NULL DEFAULT 1,
    published      boolean     NOT NULL,
    to_publish     boolean     NOT NULL,
    CONSTRAINT licence_period_not_empty CHECK (valid_until >= valid_from),
    CONSTRAINT licence_ended_with_its_time CHECK ((status = 'VALID') = (ended_at IS NULL)),
    CONSTRAINT licence_superseded_by_another CHECK (
        (status = 'SUPERSEDED') = (superseded_by IS NOT NULL) AND superseded_by <> licence_number),
    CONSTRAINT licence_revoked_on_a_ground CHECK ((status IN ('REVOKED', 'CANCELLED')) = (legal_ground IS NOT NULL)),
    CONSTRAINT licence_expires_at_its_end CHECK (status <> 'EXPIRED' OR valid_until IS NOT NULL),
    CONSTRAINT licence_published_ones_only CHECK (published OR NOT to_publish)
);
COMMENT ON COLUMN licence.version IS 'Counts the licences of this kind for this holder.';
COMMENT ON COLUMN licence.face IS 'Counts the prints that differ: a renewal gives the licence another last day.';
COMMENT ON COLUMN licence.change IS 'Counts what happened to the licence; the sequence of its events.';
COMMENT ON COLUMN licence.to_publish IS 'What the public may see of it has changed since it was taken for publication.';

CREATE INDEX licence_subject_idx ON licence (subject_usci, entry);
CREATE INDEX licence_enterprise_idx ON licence (enterprise_usci, entry);
CREATE INDEX licence_unit_idx ON licence (unit, entry);
-- Whose last day has passed.
CREATE INDEX licence_ending_idx ON licence (valid_until, licence_number) WHERE status = 'VALID' AND valid_until IS NOT NULL;
CREATE INDEX licence_to_publish_idx ON licence (entry) WHERE to_publish;

-- Which licence of a kind a holder has at present. Decisions about one holder and kind wait for each other here and nowhere else.
CREATE TABLE licence_held (
    unit           text    NOT NULL,
    kind           text    NOT NULL,
    subject_usci   text    NOT NULL,
    licence_number text    NOT NULL,
    version        integer NOT NULL,
    CONSTRAINT licence_held_pk PRIMARY KEY (unit, kind, subject_usci)
);

CREATE TABLE licence_history (
    licence_number text        NOT NULL,
    change         bigint      NOT NULL,
    act            text        NOT NULL
        CONSTRAINT licence_history_act_known CHECK (act IN
            ('ISSUED', 'SUPERSEDED', 'RENEWED', 'REVOKED', 'CANCELLED', 'EXPIRED')),
    actor          text        NOT NULL,
    at             timestamptz NOT NULL,
    details        jsonb       NOT NULL,
    CONSTRAINT licence_history_pk PRIMARY KEY (licence_number, change)
);
REVOKE UPDATE, DELETE, TRUNCATE ON licence_history FROM CURRENT_USER;

-- Proposed by one, confirmed or rejected by another.
CREATE TABLE licence_ending (
    id             uuid        NOT NULL CONSTRAINT licence_ending_pk PRIMARY KEY,
    licence_number text        NOT NULL CONSTRAINT licence_ending_of_a_licence REFERENCES licence,
    kind           text        NOT NULL CONSTRAINT licence_ending_kind_known CHECK (kind IN ('REVOCATION', 'CANCELLATION')),
    legal_ground   text        NOT NULL,
    reason         text        NOT NULL,
    proposed_by    text        NOT NULL,
    proposed_at    timestamptz NOT NULL,
    outcome        text        NOT NULL
        CONSTRAINT licence_ending_outcome_known CHECK (outcome IN ('PROPOSED', 'CONFIRMED', 'REJECTED', 'LAPSED')),
    settled_by     text,
    settled_at     timestamptz,
    CONSTRAINT licence_ending_settled_by_someone CHECK (
        (outcome = 'PROPOSED') = (settled_by IS NULL) AND (outcome = 'PROPOSED') = (settled_at IS NULL)),
    CONSTRAINT licence_ending_four_eyes CHECK (settled_by <> proposed_by)
);
CREATE UNIQUE INDEX licence_ending_one_proposal_at_a_time ON licence_ending (licence_number) WHERE outcome = 'PROPOSED';
CREATE INDEX licence_ending_licence_idx ON licence_ending (licence_number, proposed_at);

CREATE TABLE licence_renewal (
    id              uuid        NOT NULL CONSTRAINT licence_renewal_pk PRIMARY KEY,
    licence_number  text        NOT NULL CONSTRAINT licence_renewal_of_a_licence REFERENCES licence,
    asked_by        text        NOT NULL,
    asked_at        timestamptz NOT NULL,
    valid_until     date        NOT NULL,
    outcome         text        NOT NULL
        CONSTRAINT licence_renewal_outcome_known CHECK (outcome IN ('ASKED', 'GRANTED', 'REFUSED', 'DEEMED', 'LAPSED')),
    settled_by      text,
    settled_at      timestamptz,
    grounds         text,
    new_valid_until date,
    CONSTRAINT licence_renewal_settled_by_someone CHECK ((outcome = 'ASKED') = (settled_by IS NULL)),
    CONSTRAINT licence_renewal_settled_with_its_time CHECK ((outcome = 'ASKED') = (settled_at IS NULL)),
    CONSTRAINT licence_renewal_refused_with_grounds CHECK (outcome <> 'REFUSED' OR grounds IS NOT NULL),
    CONSTRAINT licence_renewal_lengthens CHECK (
        (outcome IN ('GRANTED', 'DEEMED')) = (new_valid_until IS NOT NULL) AND new_valid_until > valid_until)
);
COMMENT ON COLUMN licence_renewal.valid_until IS 'The last day at the time of asking: a decision must come by then.';
CREATE UNIQUE INDEX licence_renewal_one_at_a_time ON licence_renewal (licence_number) WHERE outcome = 'ASKED';
CREATE INDEX licence_renewal_licence_idx ON licence_renewal (licence_number, asked_at);
