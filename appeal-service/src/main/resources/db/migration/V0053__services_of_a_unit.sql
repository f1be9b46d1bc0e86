-- What a unit has done for enterprises, newest first.
CREATE INDEX service_record_unit_idx ON service_record (unit, served_on DESC, id DESC);
