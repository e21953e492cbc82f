-- Schema 2: how a person keeps their collections, and long work that is under way.

-- What the person calls it; where they do not, it has its own title.
ALTER TABLE collection ADD COLUMN given_title TEXT;
-- The group that it stands in; empty where it stands in none.
ALTER TABLE collection ADD COLUMN shelf TEXT NOT NULL DEFAULT '';
ALTER TABLE collection ADD COLUMN searched INTEGER NOT NULL DEFAULT 1;
ALTER TABLE collection ADD COLUMN license TEXT NOT NULL DEFAULT '';
-- What became of its source when it was added last, as JSON.
ALTER TABLE collection ADD COLUMN report TEXT;

-- A row stands for work that is to be done or to be gone on with; it is gone when the work has ended.
CREATE TABLE job (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('add', 'update', 'index', 'verify')),
  -- The path of a source, or the name of a collection.
  subject TEXT NOT NULL,
  paused INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
