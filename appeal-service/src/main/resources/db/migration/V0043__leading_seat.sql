-- Who belongs to the leading group by role and unit, beside those who are named one by one: whoever holds the role in the unit.

CREATE TABLE leading_seat (
    unit       text        NOT NULL CONSTRAINT leading_seat_unit_short CHECK (length(unit) BETWEEN 2 AND 32),
    role       text        NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (unit, role)
);

-- 企业诉求工作领导小组: the county's leading group as a unit of its own.
INSERT INTO leading_seat VALUES ('QYSQ_LDXZ', 'APPEAL_COORDINATOR', 'by-migration', now());
