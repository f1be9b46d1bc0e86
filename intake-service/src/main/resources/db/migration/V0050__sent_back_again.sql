-- Files that were sent back more than once are looked at by the supervision.
CREATE INDEX application_sent_back_again_idx ON application (received_at DESC, receipt_number DESC)
    WHERE jsonb_array_length(earlier_corrections) > 0;
