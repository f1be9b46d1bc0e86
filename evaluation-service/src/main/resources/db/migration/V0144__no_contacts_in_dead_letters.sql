-- How raters are called back is kept sealed; of what other systems sent and was not taken in it lay readable. Such a record is put back
-- without it, and of one that cannot be read nothing is kept.

DO $$
DECLARE
    letter record;
BEGIN
    FOR letter IN SELECT id, payload FROM dead_letter
                   WHERE consumer IN ('partner-ratings', 'partner-feedback') AND payload IS NOT NULL LOOP
        BEGIN
            UPDATE dead_letter
               SET payload = convert_to((convert_from(letter.payload, 'UTF8')::jsonb - ARRAY['contact', 'mobile'])::text, 'UTF8')
             WHERE id = letter.id;
        EXCEPTION WHEN OTHERS THEN
            UPDATE dead_letter SET payload = '' WHERE id = letter.id;
        END;
    END LOOP;
END $$;
