-- A file is completed again when a case that was opened again is decided anew: that result is a service of its own, once for each
-- time at which it was completed.
CREATE UNIQUE INDEX invitation_once_per_completion ON invitation (receipt_number, served_at) WHERE service = 'COMPLETION';
