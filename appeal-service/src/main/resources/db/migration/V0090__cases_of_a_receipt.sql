-- An appeal about a file and one about a case of it are about the same matter. Titles are compared where they are read, not by
-- bigrams(); a service of the release before still calls it.
CREATE INDEX case_file_receipt_idx ON case_file (receipt_number);
