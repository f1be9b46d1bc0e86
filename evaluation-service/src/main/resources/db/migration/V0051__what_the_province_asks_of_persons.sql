-- What the province asks of persons goes up sealed with the province's key; what is needed for it lies here sealed with ours.
ALTER TABLE handled_file
    ADD COLUMN enterprise_name bytea,
    -- Who handed the file in for the enterprise, as the hall marks an agent: it tells nobody who that is.
    ADD COLUMN agent           text;
ALTER TABLE province_message ADD COLUMN sealed bytea;
COMMENT ON COLUMN province_message.sealed IS 'The whole message with the persons in it, as only the province can read it; NULL where no key was configured.';
