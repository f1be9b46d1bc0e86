-- What the cloud desk knows: questions with versioned answers, found by the characters they share with what is asked.

-- Every pair of neighbours: Chinese has no words to index, and trigrams need three characters. Marks and spaces are no part of it.
CREATE FUNCTION text_parts(text text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
SELECT coalesce(array_agg(DISTINCT substr(t, place, 2)), '{}')
  FROM (SELECT regexp_replace(lower(text), '[[:space:][:punct:]，。？！、；：“”（）《》]', '', 'g') AS t) AS clean,
       generate_series(1, greatest(length(t) - 1, 1)) AS place
 WHERE t <> ''
$$;

CREATE TABLE knowledge (
    id         uuid        PRIMARY KEY,
    unit       text        NOT NULL,
    question   text        NOT NULL,
    keywords   text[]      NOT NULL,
    answer     text        NOT NULL,
    number     integer     NOT NULL,
    in_use     boolean     NOT NULL,
    reason     text,
    parts      text[]      NOT NULL,
    version    bigint      NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT knowledge_retired_with_a_reason CHECK (in_use = (reason IS NULL))
);
CREATE INDEX knowledge_parts_idx ON knowledge USING gin (parts) WHERE in_use;
CREATE INDEX knowledge_unit_idx  ON knowledge (unit, id);

CREATE TABLE knowledge_version (
    knowledge_id uuid        NOT NULL REFERENCES knowledge,
    number       integer     NOT NULL,
    question     text        NOT NULL,
    answer       text        NOT NULL,
    written_by   text        NOT NULL,
    written_at   timestamptz NOT NULL,
    PRIMARY KEY (knowledge_id, number)
);
CREATE TRIGGER knowledge_version_never_changes BEFORE UPDATE OR DELETE ON knowledge_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- One voice a person and version; it may be changed.
CREATE TABLE knowledge_feedback (
    knowledge_id uuid        NOT NULL,
    number       integer     NOT NULL,
    given_by     text        NOT NULL,
    helped       boolean     NOT NULL,
    given_at     timestamptz NOT NULL,
    CONSTRAINT knowledge_feedback_once PRIMARY KEY (knowledge_id, number, given_by),
    FOREIGN KEY (knowledge_id, number) REFERENCES knowledge_version
);
