-- Which raters left a contact, and not which: whoever asks how a rater is called back reads nothing else of who gave the rating.
CREATE VIEW rating_with_contact AS
    SELECT rating_id FROM rating_giver WHERE contact_sealed IS NOT NULL OR contact IS NOT NULL;
