-- A case on the green channel is promised earlier than its item is to everybody: what that would have been stays visible.
ALTER TABLE approval_case
    ADD COLUMN ordinary_promised_days integer
        CONSTRAINT approval_case_green_promise_is_not_longer CHECK (ordinary_promised_days >= promised_days);
COMMENT ON COLUMN approval_case.ordinary_promised_days IS 'Working days promised outside the green channel; null there.';
