-- Licences that have ended, by number: their end may be told before their decision is.
CREATE TABLE ended_licence (
    licence_number text        NOT NULL CONSTRAINT ended_licence_pk PRIMARY KEY,
    unit           text        NOT NULL,
    ended_at       timestamptz NOT NULL,
    reason         text        NOT NULL
        CONSTRAINT ended_licence_reason_known CHECK (reason IN ('REVOKED', 'CANCELLED', 'EXPIRED'))
);
CREATE INDEX kept_material_licence_idx ON kept_material (licence_number) WHERE licence_number IS NOT NULL AND revoked_at IS NULL;
