UPDATE bookmark SET
  path = ?2, article_title = ?3, placed_start = ?4, placed_stop = ?5, placed_hash = ?6,
  placed_anchor = ?7, status = ?8
WHERE id = ?1
