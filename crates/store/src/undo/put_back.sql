UPDATE main.{table} SET {own}, {change}modified = ?2
FROM temp.undo_{table} AS kept
WHERE kept.undo_step = ?1 AND kept.undo_fresh = 0 AND {same}
AND {table}.modified = kept.undo_after{purged}
