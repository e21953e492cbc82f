SELECT annotation.*,
  (SELECT json_group_array(name) FROM (
    SELECT tag.name FROM mark_tag JOIN tag ON tag.id = mark_tag.tag
    WHERE mark_tag.mark = annotation.id AND mark_tag.deleted IS NULL ORDER BY mark_tag.position
  )) AS tags,
  (SELECT count(*) FROM note_version WHERE note_version.annotation = annotation.id) AS versions,
  (SELECT count(*) FROM card WHERE card.annotation = annotation.id AND card.deleted IS NULL) AS cards
FROM annotation
