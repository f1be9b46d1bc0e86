-- What has waited too long is looked for by when it came, and becomes a dead letter.
CREATE INDEX waiting_follow_up_came_idx ON waiting_follow_up (came_at, source, number);
