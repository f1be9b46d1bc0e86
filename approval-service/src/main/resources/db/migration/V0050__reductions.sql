-- What dealing with an item separately asks of an enterprise, dated and with its source; and what the platform asked instead.

-- A baseline counts for files accepted from its date on, until a later one. Rows are never changed: a better figure is a later row.
CREATE TABLE reduction_baseline (
    id           uuid        PRIMARY KEY,
    item_code    text        NOT NULL, -- '*': every item that has no figure of its own
    counts_from  date        NOT NULL,
    source       text        NOT NULL CONSTRAINT reduction_baseline_names_its_source CHECK (source <> ''),
    materials    integer     CONSTRAINT reduction_baseline_materials_not_negative CHECK (materials >= 0), -- documents handed in of one separate case
    steps        integer     CONSTRAINT reduction_baseline_steps_not_negative CHECK (steps >= 0), -- handing in, correcting, collecting of one separate case
    working_days integer     CONSTRAINT reduction_baseline_working_days_not_negative CHECK (working_days >= 0), -- working days from acceptance to the last decision of one separate case
    visits       integer     CONSTRAINT reduction_baseline_visits_not_negative CHECK (visits >= 0), -- days on which somebody had to come to a window of one separate case
    cost_fen     bigint      CONSTRAINT reduction_baseline_cost_fen_not_negative CHECK (cost_fen >= 0), -- cost in fen of one separate case
    minutes      integer     CONSTRAINT reduction_baseline_minutes_not_negative CHECK (minutes >= 0), -- minutes of the applicant's time of one separate case
    entered_by   text        NOT NULL,
    entered_at   timestamptz NOT NULL,
    CONSTRAINT reduction_baseline_one_per_item_and_day UNIQUE (item_code, counts_from),
    CONSTRAINT reduction_baseline_says_something CHECK (num_nonnulls(materials, steps, working_days, visits, cost_fen, minutes) > 0)
);

-- Handing in and collecting; and what the published saving of 160 hours for 66 branches makes for one case, as a branch has three (48 minutes).
INSERT INTO reduction_baseline (id, item_code, counts_from, source, steps, minutes, entered_by, entered_at)
VALUES (uuidv7(), '*', DATE '2023-04-21',
        'two steps a case: handing in, collecting; 160 hours for 66 branches with three cases each, published on 21 April 2023', 2, 48,
        'system', now());

-- What is known of the contacts in one file, and what was counted of it once it was finished.
CREATE TABLE reduction_file (
    receipt_number    text    PRIMARY KEY,
    corrections       integer NOT NULL,
    collections       integer NOT NULL,
    window_days       date[]  NOT NULL, -- days on which results were collected at a window
    package_code      text,
    unit              text,
    finished_on       date,
    baseline_sources  text[],
    materials_baseline bigint,
    materials_actual bigint,
    steps_baseline bigint,
    steps_actual bigint,
    working_days_baseline bigint,
    working_days_actual bigint,
    visits_baseline bigint,
    visits_actual bigint,
    cost_fen_baseline bigint,
    cost_fen_actual bigint,
    minutes_baseline bigint,
    minutes_actual bigint,
    CONSTRAINT reduction_file_counted_with_its_day CHECK ((finished_on IS NULL) = (unit IS NULL))
);

-- Sums per day of finishing, package ('' for single items) and leading unit. A measure of a file counts where both numbers are known.
CREATE TABLE reduction_day (
    day          date   NOT NULL,
    package_code text   NOT NULL,
    unit         text   NOT NULL,
    files        bigint NOT NULL,
    materials_files bigint NOT NULL,
    materials_baseline bigint NOT NULL,
    materials_actual bigint NOT NULL,
    steps_files bigint NOT NULL,
    steps_baseline bigint NOT NULL,
    steps_actual bigint NOT NULL,
    working_days_files bigint NOT NULL,
    working_days_baseline bigint NOT NULL,
    working_days_actual bigint NOT NULL,
    visits_files bigint NOT NULL,
    visits_baseline bigint NOT NULL,
    visits_actual bigint NOT NULL,
    cost_fen_files bigint NOT NULL,
    cost_fen_baseline bigint NOT NULL,
    cost_fen_actual bigint NOT NULL,
    minutes_files bigint NOT NULL,
    minutes_baseline bigint NOT NULL,
    minutes_actual bigint NOT NULL,
    PRIMARY KEY (day, package_code, unit)
) WITH (fillfactor = 50); -- a sum that grows stays in its page

-- Not yet in reduction_day. Written with the file it counts, so that nobody waits for a row that all share; figures add both tables.
CREATE TABLE reduction_delta (
    entry        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day          date   NOT NULL,
    package_code text   NOT NULL,
    unit         text   NOT NULL,
    files        bigint NOT NULL,
    materials_files bigint NOT NULL,
    materials_baseline bigint NOT NULL,
    materials_actual bigint NOT NULL,
    steps_files bigint NOT NULL,
    steps_baseline bigint NOT NULL,
    steps_actual bigint NOT NULL,
    working_days_files bigint NOT NULL,
    working_days_baseline bigint NOT NULL,
    working_days_actual bigint NOT NULL,
    visits_files bigint NOT NULL,
    visits_baseline bigint NOT NULL,
    visits_actual bigint NOT NULL,
    cost_fen_files bigint NOT NULL,
    cost_fen_baseline bigint NOT NULL,
    cost_fen_actual bigint NOT NULL,
    minutes_files bigint NOT NULL,
    minutes_baseline bigint NOT NULL,
    minutes_actual bigint NOT NULL
);
CREATE INDEX reduction_delta_day_idx ON reduction_delta (day);
