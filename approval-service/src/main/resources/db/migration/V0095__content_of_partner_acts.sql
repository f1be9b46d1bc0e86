-- A reference told again with another content is another act: what it told is kept as its SHA-256, nothing of the content itself.
ALTER TABLE partner_act
    ADD COLUMN content_sha256 text
        CONSTRAINT partner_act_content_is_a_digest CHECK (content_sha256 ~ '^[0-9a-f]{64}$');
