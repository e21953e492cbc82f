SELECT id, collection, path, article_title, coalesce(exact, ''), note, status, created,
       coalesce(placed_start, start, -1), color
FROM annotation WHERE deleted IS NULL
