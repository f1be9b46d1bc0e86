-- Whether something is asked for a subject already, when files for branches are handed in.
CREATE INDEX application_case_subject_idx ON application_case (subject_usci, item_code);
