SELECT id, collection, path, article_title, status, created, coalesce(placed_start, start, -1), color,
       note <> '', CASE WHEN ?1 THEN coalesce(exact, '') || char(10) || note ELSE '' END
FROM annotation WHERE deleted IS NULL
