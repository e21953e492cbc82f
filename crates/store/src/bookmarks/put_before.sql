-- Half way between the other one and the one before it.
UPDATE bookmark SET
  folder = (SELECT folder FROM bookmark WHERE id = ?2),
  position = (
    SELECT (other.position + coalesce(
      (SELECT max(position) FROM bookmark WHERE position < other.position), other.position - 2)) / 2
    FROM bookmark AS other WHERE other.id = ?2)
WHERE id = ?1 AND deleted IS NULL AND EXISTS (SELECT 1 FROM bookmark WHERE id = ?2)
