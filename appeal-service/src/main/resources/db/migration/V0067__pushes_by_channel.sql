-- In which channel a push was to be told, and what the channel reports of it. Pushes of before are taken to have gone where their
-- enterprise wants to hear of policies now.
ALTER TABLE policy_push
    ADD COLUMN channel text NOT NULL DEFAULT 'PORTAL'
        CONSTRAINT policy_push_channel_known CHECK (channel IN ('PORTAL', 'APP', 'SMS')),
    ADD COLUMN failed_at timestamptz;
UPDATE policy_push p
   SET channel = s.channel
  FROM policy_subscription s
 WHERE s.enterprise_serial = p.enterprise_serial AND s.channel <> 'PORTAL';
