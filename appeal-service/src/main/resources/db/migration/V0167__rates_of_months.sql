-- Rates of long periods read one row of a month where they read thirty of days. Months are added up behind what is closed or
-- dispatched: each change names its month here, in its own transaction and without a lock that others wait for, and a month that is
-- named is read by its days. As the names go in the statement that adds up, whoever reads sees either.

LOCK TABLE rate_day, dispatch_day IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE rate_month (LIKE rate_day INCLUDING ALL);
CREATE TABLE dispatch_month (LIKE dispatch_day INCLUDING ALL);

CREATE TABLE month_to_add_up (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    month date NOT NULL
);

CREATE FUNCTION name_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO month_to_add_up (month) VALUES (date_trunc('month', NEW.received_on));
    RETURN NULL;
END $$;
CREATE TRIGGER rate_day_names_its_month AFTER INSERT OR UPDATE ON rate_day FOR EACH ROW EXECUTE FUNCTION name_month();
CREATE TRIGGER dispatch_day_names_its_month AFTER INSERT OR UPDATE ON dispatch_day
    FOR EACH ROW EXECUTE FUNCTION name_month();

INSERT INTO month_to_add_up (month)
SELECT DISTINCT date_trunc('month', received_on)
  FROM (SELECT received_on FROM rate_day UNION ALL SELECT received_on FROM dispatch_day) AS days;
