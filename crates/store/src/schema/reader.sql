-- Readers never write, whatever a statement says.
PRAGMA query_only = ON;
-- Content cannot reach functions or tables through a prepared schema.
PRAGMA trusted_schema = OFF;
-- A damaged page is noticed when it is read.
PRAGMA cell_size_check = ON;
-- 8 MB of pages in memory.
PRAGMA cache_size = -8000;
