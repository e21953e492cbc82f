SELECT bookmark.*, place.read AS read,
  (SELECT json_group_array(name) FROM (
    SELECT tag.name FROM mark_tag JOIN tag ON tag.id = mark_tag.tag
    WHERE mark_tag.mark = bookmark.id AND mark_tag.deleted IS NULL ORDER BY mark_tag.position
  )) AS tags
FROM bookmark
LEFT JOIN place ON place.collection = bookmark.collection AND place.path = bookmark.path
