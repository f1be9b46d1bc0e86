-- The services that an activity led to, and the projects of an enterprise, whose services it reads.
CREATE INDEX service_record_activity_idx ON service_record (activity_id, served_on DESC, id DESC) WHERE activity_id IS NOT NULL;
CREATE INDEX key_project_enterprise_idx ON key_project (usci) WHERE usci IS NOT NULL;
