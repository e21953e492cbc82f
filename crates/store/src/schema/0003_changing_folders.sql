-- Schema 3: folders that are read again where they changed, and archives beside other forms of them.

-- The name of the collection that a source becomes, where that was chosen; else empty.
ALTER TABLE job ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- How the names, sizes and times of a folder's files were when it was read last; else empty.
ALTER TABLE collection ADD COLUMN seen TEXT NOT NULL DEFAULT '';
