-- What was handed in and not accepted goes up with its first item; how it is done (at once, or promised) the catalogue tells of it.

ALTER TABLE province_item ADD COLUMN case_type text;
COMMENT ON COLUMN province_item.case_type IS 'null until the item is published again';

-- Of earlier files nobody has kept the first item before the acceptance. What has not been accepted for a quarter will not be: it and
-- its ratings would be looked at every ten minutes for ever.
DELETE FROM province_task t
 USING invitation i
  JOIN handled_file f ON f.receipt_number = i.receipt_number
 WHERE t.kind = 'SERVICE' AND t.subject = i.id AND i.served_at < now() - interval '90 days'
   AND f.main_item IS NULL AND (f.package_code IS NOT NULL OR f.matter = 'MIXED');
