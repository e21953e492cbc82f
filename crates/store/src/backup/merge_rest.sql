INSERT OR IGNORE INTO main.tag (id, name, created, modified, deleted)
SELECT id, name, created, modified, deleted FROM there.tag;

-- A tag of the same name has another id on each computer.
INSERT INTO main.mark_tag (mark, tag, position, modified, deleted)
SELECT borne.mark, mine.id, borne.position, borne.modified, borne.deleted
FROM there.mark_tag AS borne
JOIN there.tag AS theirs ON theirs.id = borne.tag
JOIN main.tag AS mine ON mine.name = theirs.name
WHERE true
ON CONFLICT (mark, tag) DO UPDATE SET
  position = excluded.position, modified = excluded.modified, deleted = excluded.deleted
WHERE excluded.modified > mark_tag.modified;

INSERT OR IGNORE INTO main.note_version (id, annotation, note, written)
SELECT id, annotation, note, written FROM there.note_version;
INSERT OR IGNORE INTO main.review (id, card, rating, time)
SELECT id, card, rating, time FROM there.review;
INSERT OR IGNORE INTO main.visit (id, collection, path, title, time)
SELECT id, collection, path, title, time FROM there.visit;

INSERT INTO main.place (collection, path, position, shift, read, modified)
SELECT collection, path, position, shift, read, modified FROM there.place WHERE true
ON CONFLICT (collection, path) DO UPDATE SET
  position = excluded.position, shift = excluded.shift, read = max(read, excluded.read),
  modified = excluded.modified
WHERE excluded.modified > place.modified;

INSERT OR IGNORE INTO main.setting (key, value, modified)
SELECT key, value, modified FROM there.setting;
