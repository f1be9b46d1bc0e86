-- Files that were handed in and never accepted: what was to be corrected of them is found as well.
CREATE INDEX invitation_handed_in_idx ON invitation (served_on, receipt_number)
    WHERE service = 'SUBMISSION' AND invited_at IS NOT NULL;
