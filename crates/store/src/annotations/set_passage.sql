UPDATE annotation SET
  target = 'passage', start = ?2, stop = ?3, exact = ?4, prefix = ?5, suffix = ?6, headings = ?7,
  text_hash = ?8, placed_start = ?2, placed_stop = ?3, placed_hash = ?8, placed_anchor = NULL,
  status = 'exact', detached = 0, anchor = NULL, ordinal = NULL, opening = NULL
WHERE id = ?1 AND deleted IS NULL
