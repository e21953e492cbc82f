UPDATE bookmark SET
  anchor = ?2, headings = ?3, ordinal = ?4, opening = ?5, start = ?6, stop = ?7, exact = ?8,
  prefix = ?9, suffix = ?10, text_hash = ?11, placed_start = ?6, placed_stop = ?7, placed_hash = ?11,
  placed_anchor = NULL, status = 'exact'
WHERE id = ?1 AND deleted IS NULL
