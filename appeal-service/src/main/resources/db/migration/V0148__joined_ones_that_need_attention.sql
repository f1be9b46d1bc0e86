-- What is joined and waits needs the attention of the unit that has the other one.
CREATE INDEX appeal_joined_attention_idx ON appeal (attention_at, id) INCLUDE (joined_to)
    WHERE joined_to IS NOT NULL AND state = 'RECEIVED' AND attention_at IS NOT NULL;
