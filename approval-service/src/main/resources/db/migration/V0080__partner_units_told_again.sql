-- Every replica learns of a new partner a little later; what happened in between is told once more.
ALTER TABLE partner_unit ADD COLUMN told_again_at timestamptz;
UPDATE partner_unit SET told_again_at = registered_at;
CREATE INDEX partner_unit_to_tell_idx ON partner_unit (registered_at) WHERE told_again_at IS NULL;
