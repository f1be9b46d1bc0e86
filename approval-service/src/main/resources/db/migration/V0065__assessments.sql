-- Each quarter units are assessed (电子监察 季度考核): 优秀, 良好, 合格, 不合格. How is data; what was published stays as it is.

CREATE TABLE assessment_scheme (
    version                     integer       PRIMARY KEY,
    -- The first day of the first quarter that is assessed by it.
    counts_from                 date          NOT NULL CONSTRAINT assessment_scheme_counts_from_a_quarter CHECK (
        extract(day FROM counts_from) = 1 AND extract(month FROM counts_from) IN (1, 4, 7, 10)),
    -- Out of 100: for what was in time, and what is left of the last part after the deductions.
    points_promised             integer       NOT NULL,
    points_statutory            integer       NOT NULL,
    points_conduct              integer       NOT NULL,
    -- Points per hundred decided cases.
    per_red                     numeric(5, 2) NOT NULL,
    per_breach                  numeric(5, 2) NOT NULL,
    per_unanswered              numeric(5, 2) NOT NULL,
    per_return                  numeric(5, 2) NOT NULL,
    excellent_from              numeric(5, 2) NOT NULL,
    good_from                   numeric(5, 2) NOT NULL,
    qualified_from              numeric(5, 2) NOT NULL,
    most_breaches_for_excellent integer       NOT NULL CONSTRAINT assessment_scheme_breaches_not_negative CHECK (most_breaches_for_excellent >= 0),
    least_cases                 integer       NOT NULL CONSTRAINT assessment_scheme_least_cases_positive CHECK (least_cases > 0),
    source                      text          NOT NULL CONSTRAINT assessment_scheme_names_its_source CHECK (source <> ''),
    entered_by                  text          NOT NULL,
    entered_at                  timestamptz   NOT NULL,
    CONSTRAINT assessment_scheme_one_per_quarter UNIQUE (counts_from),
    CONSTRAINT assessment_scheme_hundred_points CHECK (
        least(points_promised, points_statutory, points_conduct) >= 0
        AND points_promised + points_statutory + points_conduct = 100),
    CONSTRAINT assessment_scheme_deducts CHECK (least(per_red, per_breach, per_unanswered, per_return) >= 0),
    CONSTRAINT assessment_scheme_grades_in_order CHECK (
        excellent_from <= 100 AND excellent_from > good_from AND good_from > qualified_from AND qualified_from > 0)
);
INSERT INTO assessment_scheme (version, counts_from, points_promised, points_statutory, points_conduct, per_red, per_breach,
                               per_unanswered, per_return, excellent_from, good_from, qualified_from, most_breaches_for_excellent,
                               least_cases, source, entered_by, entered_at)
VALUES (1, '2023-01-01', 40, 20, 40, 5, 20, 10, 1, 90, 80, 60, 0, 5, 'shipped; to be replaced by the county''s own', 'system', now());

CREATE TABLE assessment (
    quarter      date        PRIMARY KEY,
    scheme       integer     NOT NULL CONSTRAINT assessment_by_a_scheme REFERENCES assessment_scheme,
    published_by text        NOT NULL,
    published_at timestamptz NOT NULL
);

CREATE TABLE assessment_unit (
    quarter           date          NOT NULL CONSTRAINT assessment_unit_of_a_quarter REFERENCES assessment,
    unit              text          NOT NULL,
    decided           bigint        NOT NULL,
    on_time_promised  bigint        NOT NULL,
    on_time_statutory bigint        NOT NULL,
    red               bigint        NOT NULL,
    breach            bigint        NOT NULL,
    unanswered        bigint        NOT NULL,
    returns           bigint        NOT NULL,
    score             numeric(5, 2) CONSTRAINT assessment_unit_score_range CHECK (score BETWEEN 0 AND 100),
    grade             text          NOT NULL CONSTRAINT assessment_unit_grade_known CHECK (grade IN
        ('EXCELLENT', 'GOOD', 'QUALIFIED', 'UNQUALIFIED', 'NOT_RATED')),
    PRIMARY KEY (quarter, unit),
    CONSTRAINT assessment_unit_rated_with_a_score CHECK ((grade = 'NOT_RATED') = (score IS NULL))
);

CREATE FUNCTION assessments_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% takes new rows only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER assessment_scheme_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assessment_scheme
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_are_append_only();
CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assessment
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_are_append_only();
CREATE TRIGGER assessment_unit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assessment_unit
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_are_append_only();
