SELECT id, collection, path, article_title, coalesce(title, '') || ' ' || coalesce(exact, ''),
       coalesce(headings ->> '$[#-1]', ''), status, created, coalesce(placed_start, start, -1), read_later
FROM bookmark WHERE deleted IS NULL
