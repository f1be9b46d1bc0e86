-- Files accepted before deferred materials could be supplied go on as they were: nobody committed to the end of them.
UPDATE application a
   SET status = 'ACCEPTED', deferred_due_on = NULL
 WHERE a.status = 'ACCEPTED_DEFERRED'
   AND NOT EXISTS (SELECT 1
                     FROM application_commitment c
                    WHERE c.receipt_number = a.receipt_number AND c.kind = 'DEFERRED_MATERIALS');
