-- What is committed outlives the end of the program, and the next one goes on from there.
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = NORMAL;
-- Nobody else reads it before it is whole.
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA temp_store = FILE;

-- Redirects whose article may not be there yet; given anew where the work goes on.
CREATE TEMP TABLE waiting (
  redirect TEXT NOT NULL,
  folded TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;

BEGIN;
