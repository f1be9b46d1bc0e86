-- What an enterprise hands in there in confidence is the host's and the office's to read; the appeal that it becomes is confidential.
ALTER TABLE symposium_issue ADD COLUMN confidential boolean NOT NULL DEFAULT false;
