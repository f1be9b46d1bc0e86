-- Whether the registers still say what the transparency log says of them.

SET LOCAL lock_timeout = '5s';

CREATE INDEX ledger_leaf_record_idx ON ledger_leaf (leaf_id) WHERE facts IS NOT NULL;

-- The digest of texts as records of the log have it: SHA-256 over each in UTF-8 and a zero byte.
CREATE FUNCTION ledger_digest(VARIADIC texts text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(coalesce(string_agg(convert_to(coalesce(t.text, ''), 'UTF8') || '\x00'::bytea, ''::bytea ORDER BY t.place),
                                  ''::bytea)), 'hex')
      FROM unnest(texts) WITH ORDINALITY AS t (text, place)
$$;
