-- The change under way; 0 is none.
CREATE TEMP TABLE undo_now (step INTEGER NOT NULL);
INSERT INTO undo_now (step) VALUES (0);
