UPDATE card SET
  phase = ?2, stability = ?3, difficulty = ?4, reviews = ?5, lapses = ?6, reviewed = ?7, due = ?8,
  change = ?9, modified = ?10
WHERE id = ?1 AND deleted IS NULL
