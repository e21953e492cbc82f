-- The file is thrown away unless it is finished: no journal, and one sync at the end.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;

-- Redirects whose article may not be there yet.
CREATE TEMP TABLE waiting (
  redirect TEXT NOT NULL,
  folded TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;

BEGIN;
