-- What goes out early together is one contact at a window: which window, and which of the file's early handings out.

ALTER TABLE early_result
    ADD COLUMN window_code text,
    ADD COLUMN handing_out int;
COMMENT ON COLUMN early_result.handing_out IS
    'Which of its file''s early handings out this was in last, from 1; kept when the case is decided anew, so that no number comes again.';

UPDATE early_result r
   SET handing_out = n.number
  FROM (SELECT case_number, dense_rank() OVER (PARTITION BY receipt_number ORDER BY handed_out_at) AS number
          FROM early_result
         WHERE handed_out_at IS NOT NULL) n
 WHERE r.case_number = n.case_number;

ALTER TABLE early_result
    ADD CONSTRAINT early_result_handing_out_counts_from_one CHECK (handing_out >= 1),
    ADD CONSTRAINT early_result_handed_out_numbered CHECK (handed_out_at IS NULL OR handing_out IS NOT NULL),
    ADD CONSTRAINT early_result_window_of_handing_out CHECK (window_code IS NULL OR handed_out_at IS NOT NULL);
