UPDATE temp.undo_{table} AS kept SET undo_after = now.modified{path}
FROM main.{table} AS now
WHERE kept.undo_step = ?1 AND {same}
