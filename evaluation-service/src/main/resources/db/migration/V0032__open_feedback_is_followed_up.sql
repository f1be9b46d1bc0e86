-- What the public reads of a feedback, in words that name nobody, and the words that make a text a complaint.

ALTER TABLE open_feedback
    ADD COLUMN public_text  text CONSTRAINT open_feedback_public_text_is_short CHECK (length(public_text) BETWEEN 1 AND 500),
    ADD COLUMN published_by text,
    ADD COLUMN published_at timestamptz,
    ADD CONSTRAINT open_feedback_published_by_someone CHECK (
        published = (published_at IS NOT NULL) AND published = (published_by IS NOT NULL));
DROP INDEX open_feedback_public_idx;
CREATE INDEX open_feedback_public_idx ON open_feedback (published_at DESC, id DESC) WHERE published;

-- A text with one of these waits for somebody to look at it, whatever its level. Found by reading on: the list is short.
CREATE TABLE complaint_word (
    word text PRIMARY KEY CONSTRAINT complaint_word_is_short CHECK (length(word) BETWEEN 1 AND 20)
);
INSERT INTO complaint_word (word)
VALUES ('投诉'), ('举报'), ('推诿'), ('刁难'), ('拖延'), ('乱收费'), ('吃拿卡要'), ('不作为'), ('态度差'), ('态度恶劣'), ('没人管'), ('不给办'),
       ('complain'), ('bribe'), ('rude'), ('refuse');
