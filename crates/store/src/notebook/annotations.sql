SELECT id, collection, path, article_title, coalesce(exact, '') AS quote, note, color, status, created,
       coalesce(placed_start, start, -1) AS position
FROM annotation WHERE deleted IS NULL
