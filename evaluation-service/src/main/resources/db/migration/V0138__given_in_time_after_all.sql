-- A rating by default gives way to one that was given in time and that another system hands over late. It is kept, counts no more, and
-- is not the service's one rating.
ALTER TABLE rating
    ADD COLUMN replaced_at timestamptz,
    ADD CONSTRAINT rating_replaced_is_a_default CHECK (replaced_at IS NULL OR channel = 'SYSTEM_DEFAULT') NOT VALID;

-- While the index is made nobody writes ratings: some seconds with ten millions of them, most of which have no invitation.
DROP INDEX rating_once_per_service;
CREATE UNIQUE INDEX rating_once_per_service ON rating (invitation_id)
    WHERE invitation_id IS NOT NULL AND follow_up_of IS NULL AND replaced_at IS NULL;
