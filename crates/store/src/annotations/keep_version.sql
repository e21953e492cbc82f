-- A text that is kept already is not kept twice.
INSERT INTO note_version (id, annotation, note, written)
SELECT ?2, id, note, modified FROM annotation
WHERE id = ?1 AND note <> '' AND note <> ?3
AND NOT EXISTS (
  SELECT 1 FROM note_version WHERE note_version.annotation = annotation.id AND note_version.note = annotation.note)
