-- Putting a row back makes it younger: changes that had made it what it is put back to know it still.
UPDATE temp.undo_{table} AS other SET undo_after = ?2
FROM temp.undo_{table} AS kept JOIN main.{table} AS now ON {now}
WHERE kept.undo_step = ?1 AND now.modified = kept.undo_after
AND {other} AND other.undo_step <> ?1 AND other.undo_after = kept.modified
