-- Where what the applicant of each accepted file did not have to bring came from: counted once, at acceptance, so that the sum
-- over years stays a short walk through a narrow table.

CREATE TABLE material_saving (
    receipt_number text    NOT NULL CONSTRAINT material_saving_pk PRIMARY KEY
        CONSTRAINT material_saving_of_a_file REFERENCES application,
    accepted_on    date    NOT NULL,
    region_code    text    NOT NULL,
    window_code    text,
    shared         integer NOT NULL,
    reused         integer NOT NULL
);
CREATE INDEX material_saving_day_idx ON material_saving (accepted_on)
    INCLUDE (region_code, window_code, shared, reused);

INSERT INTO material_saving (receipt_number, accepted_on, region_code, window_code, shared, reused)
SELECT a.receipt_number, (a.accepted_at AT TIME ZONE 'Asia/Shanghai')::date, e.region_code, a.window_code,
       count(*) FILTER (WHERE m.state = 'SHARED'),
       count(*) FILTER (WHERE m.state = 'ON_FILE')
  FROM application a
  JOIN enterprise e ON e.usci = a.enterprise_usci
  JOIN application_material m ON m.receipt_number = a.receipt_number
 WHERE a.accepted_at IS NOT NULL
 GROUP BY a.receipt_number, e.region_code;
