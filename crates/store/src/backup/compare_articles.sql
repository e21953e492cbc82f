-- Articles whose present revision is the person's, by their paths: the bundled ones have other ids on
-- each computer.
WITH
  mine AS (
    SELECT article.collection, article.path, revision.source
    FROM main.article AS article JOIN main.revision AS revision ON revision.id = article.revision
    WHERE article.deleted IS NULL AND revision.origin = 'person'),
  theirs AS (
    SELECT article.collection, article.path, revision.source
    FROM there.article AS article JOIN there.revision AS revision ON revision.id = article.revision
    WHERE article.deleted IS NULL AND revision.origin = 'person')
SELECT
  (SELECT count(*) FROM mine JOIN theirs USING (collection, path) WHERE mine.source = theirs.source),
  (SELECT count(*) FROM mine JOIN theirs USING (collection, path) WHERE mine.source <> theirs.source),
  (SELECT count(*) FROM mine WHERE (collection, path) NOT IN (SELECT collection, path FROM theirs)),
  (SELECT count(*) FROM theirs WHERE (collection, path) NOT IN (SELECT collection, path FROM mine))
