-- The transparency log: one leaf for each act, written in the act's transaction; their order, the tree and its signed heads come
-- afterwards, in batches.

CREATE TABLE ledger_leaf (
    leaf_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_number  text,
    case_version bigint,
    facts        jsonb,
    details      jsonb,
    salt         bytea  NOT NULL CONSTRAINT ledger_leaf_salt_length CHECK (octet_length(salt) = 16),
    leaf_hash    bytea  NOT NULL CONSTRAINT ledger_leaf_hash_length CHECK (octet_length(leaf_hash) = 32),
    CONSTRAINT ledger_leaf_of_one_act UNIQUE (case_number, case_version),
    CONSTRAINT ledger_leaf_covers_an_act_or_a_record CHECK (
        (case_number IS NULL) = (case_version IS NULL)
        AND (case_number IS NULL) = (facts IS NOT NULL) AND (facts IS NULL) = (details IS NULL))
);
COMMENT ON TABLE ledger_leaf IS 'Append-only. An act on a case is in case_history; what is no such act stands here with its facts and details.';

-- What has no place in the tree yet; emptied by the sealer.
CREATE TABLE ledger_pending (
    leaf_id bigint NOT NULL PRIMARY KEY REFERENCES ledger_leaf
);

CREATE TABLE ledger_index (
    idx     bigint NOT NULL PRIMARY KEY CONSTRAINT ledger_index_from_zero CHECK (idx >= 0),
    leaf_id bigint NOT NULL UNIQUE REFERENCES ledger_leaf
);
COMMENT ON TABLE ledger_index IS 'Append-only and without gaps: the place of each leaf.';

CREATE TABLE ledger_tile (
    level  smallint NOT NULL,
    idx    bigint   NOT NULL,
    hashes bytea    NOT NULL CONSTRAINT ledger_tile_of_hashes CHECK (
        octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
    PRIMARY KEY (level, idx)
);
COMMENT ON TABLE ledger_tile IS 'Up to 256 neighbouring hashes of every eighth level of the tree.';

CREATE TABLE ledger_head (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tree_size bigint      NOT NULL,
    root      bytea       NOT NULL,
    signed_at timestamptz NOT NULL,
    note      text        NOT NULL
);

CREATE TABLE ledger_state (
    one       boolean PRIMARY KEY DEFAULT true CONSTRAINT ledger_state_one CHECK (one),
    tree_size bigint  NOT NULL
);
INSERT INTO ledger_state (tree_size) VALUES (0);

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% takes new rows only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER ledger_leaf_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_index_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_index
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_head_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_head
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
-- The references to ledger_leaf lock its rows, for which the database asks for UPDATE; the trigger above refuses it all the same.
REVOKE DELETE, TRUNCATE ON ledger_leaf FROM CURRENT_USER;
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_index, ledger_head FROM CURRENT_USER;
