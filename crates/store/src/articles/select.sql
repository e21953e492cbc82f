SELECT article.id, article.collection, article.path, article.title, article.revision,
       revision.source, revision.origin, article.modified
FROM article JOIN revision ON revision.id = article.revision
WHERE article.deleted IS NULL
