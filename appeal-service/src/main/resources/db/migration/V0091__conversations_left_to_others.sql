-- A clerk leaves a call to another one; until then it has neither a clerk nor a customer who signed in.
ALTER TABLE conversation DROP CONSTRAINT conversation_of_somebody;
ALTER TABLE conversation ADD CONSTRAINT conversation_of_somebody CHECK (
    customer IS NOT NULL OR clerk IS NOT NULL OR state = 'WAITING');
