-- What the person wrote there. An article that is here under the same path is the same article: a
-- bundled one has another id on each computer.
CREATE TEMP TABLE written AS
SELECT there.id AS there, coalesce(here.id, there.id) AS here
FROM there.article AS there
LEFT JOIN main.article AS here
  ON here.collection = there.collection AND here.path = there.path AND here.deleted IS NULL
WHERE EXISTS (
  SELECT 1 FROM there.revision AS revision
  WHERE revision.article = there.id AND revision.origin = 'person');

INSERT OR IGNORE INTO main.article (id, collection, path, title, revision, change, created, modified, deleted)
SELECT article.id, collection, path, title, revision, change, created, modified, deleted
FROM there.article AS article JOIN written ON written.there = article.id AND written.here = article.id;

INSERT OR IGNORE INTO main.revision (id, article, parent, origin, source, created)
SELECT revision.id, written.here, revision.parent, revision.origin, revision.source, revision.created
FROM there.revision AS revision JOIN written ON written.there = revision.article
ORDER BY revision.created;

-- Of both sides' present revisions the later one is shown; the other stays among the revisions.
CREATE TEMP TABLE newer AS
SELECT written.here AS here, article.id AS there
FROM written
JOIN there.article AS article ON article.id = written.there
JOIN there.revision AS theirs ON theirs.id = article.revision AND theirs.origin = 'person'
JOIN main.article AS mine ON mine.id = written.here
JOIN main.revision AS present ON present.id = mine.revision
WHERE theirs.id <> present.id
AND (present.origin <> 'person' OR theirs.created > present.created);

UPDATE main.article SET (title, revision, modified) = (
  SELECT article.title, article.revision, article.modified
  FROM newer JOIN there.article AS article ON article.id = newer.there WHERE newer.here = main.article.id)
WHERE id IN (SELECT here FROM newer);

INSERT INTO newer (here, there)
SELECT here, there FROM written WHERE here = there AND NOT EXISTS (
  SELECT 1 FROM main.name WHERE name.article = written.here);

DELETE FROM main.name WHERE article IN (SELECT here FROM newer);
DELETE FROM main.link WHERE article IN (SELECT here FROM newer);
INSERT OR IGNORE INTO main.name (collection, folded, article, redirect)
SELECT name.collection, name.folded, newer.here, name.redirect
FROM there.name AS name JOIN newer ON newer.there = name.article;
INSERT OR IGNORE INTO main.link (article, collection, folded)
SELECT newer.here, link.collection, link.folded
FROM there.link AS link JOIN newer ON newer.there = link.article;

DROP TABLE temp.written;
DROP TABLE temp.newer;
