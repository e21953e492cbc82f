-- The one journal in which readers never wait for the writer, nor the writer for them.
PRAGMA journal_mode = WAL;
-- A confirmed mark survives a power cut, not just a crash.
PRAGMA synchronous = FULL;
-- References between rows are checked.
PRAGMA foreign_keys = ON;
-- Content cannot reach functions or tables through a prepared schema.
PRAGMA trusted_schema = OFF;
-- A damaged page is noticed when it is read.
PRAGMA cell_size_check = ON;
-- 16 MB of pages in memory.
PRAGMA cache_size = -16000;
