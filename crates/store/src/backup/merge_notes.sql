-- Of a note that both sides have and that differs, the earlier one becomes a version.
INSERT INTO main.note_version (id, annotation, note, written)
SELECT randomblob(16), here.id, iif(there.modified > here.modified, here.note, there.note),
       min(there.modified, here.modified)
FROM main.annotation AS here JOIN there.annotation AS there USING (id)
WHERE here.note <> there.note AND iif(there.modified > here.modified, here.note, there.note) <> ''
AND NOT EXISTS (
  SELECT 1 FROM main.note_version AS version WHERE version.annotation = here.id
  AND version.note = iif(there.modified > here.modified, here.note, there.note))
AND NOT EXISTS (
  SELECT 1 FROM there.note_version AS version WHERE version.annotation = here.id
  AND version.note = iif(there.modified > here.modified, here.note, there.note))
