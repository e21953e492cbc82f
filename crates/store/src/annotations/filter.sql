deleted IS NULL
AND (?1 IS NULL OR collection = ?1)
AND (?2 IS NULL OR path IN (SELECT value FROM json_each(?2)))
AND (?3 IS NULL OR status = ?3)
AND (?4 IS NULL OR color = ?4)
AND (?5 IS NULL OR EXISTS (
  SELECT 1 FROM mark_tag JOIN tag ON tag.id = mark_tag.tag
  WHERE mark_tag.mark = annotation.id AND mark_tag.deleted IS NULL AND tag.name = ?5))
ORDER BY article_title, collection, path, coalesce(placed_start, start, -1), id
