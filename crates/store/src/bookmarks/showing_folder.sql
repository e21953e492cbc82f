WITH RECURSIVE around (id, parent, deleted, depth) AS (
  SELECT id, parent, deleted, 0 FROM folder WHERE id = ?1
  UNION
  SELECT folder.id, folder.parent, folder.deleted, around.depth + 1
  FROM folder JOIN around ON folder.id = around.parent
  WHERE around.deleted IS NOT NULL AND around.depth < 100
)
SELECT id FROM around WHERE deleted IS NULL ORDER BY depth LIMIT 1
