SELECT id, collection, path, article_title, coalesce(title, '') || ' ' || coalesce(exact, '') AS quote,
       coalesce(headings ->> '$[#-1]', '') AS note, read_later, status, created,
       coalesce(placed_start, start, -1) AS position
FROM bookmark WHERE deleted IS NULL
