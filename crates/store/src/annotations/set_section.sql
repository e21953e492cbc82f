UPDATE annotation SET
  target = 'section', anchor = ?2, headings = ?3, ordinal = ?4, opening = ?5,
  start = NULL, stop = NULL, exact = NULL, prefix = NULL, suffix = NULL, text_hash = NULL,
  placed_start = NULL, placed_stop = NULL, placed_hash = NULL, placed_anchor = NULL, status = 'exact',
  detached = 0
WHERE id = ?1 AND deleted IS NULL
