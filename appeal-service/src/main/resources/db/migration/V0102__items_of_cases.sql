-- Which item a case is about, so that a blocked matter that names the case reaches the item's owner. Of cases known before it is unknown.
ALTER TABLE case_file ADD COLUMN item_code text;

CREATE FUNCTION item_of_file(receipt text, case_named text, answer uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT n.item_code FROM negative_answer n WHERE n.id = answer),
        (SELECT f.item_code FROM case_file f WHERE f.case_number = case_named),
        -- A file of several items says nothing about which of them it is.
        (SELECT min(f.item_code) FROM case_file f WHERE f.receipt_number = receipt
         HAVING count(DISTINCT f.item_code) = 1 AND count(*) = count(f.item_code)))
$$;

-- What names a report of a window is about the item of that report.
UPDATE appeal AS a SET item_code = n.item_code
  FROM negative_answer n
 WHERE n.id = a.about_negative_answer AND a.item_code IS NULL;
