SELECT id, collection, path, article_title, status, created, coalesce(placed_start, start, -1), read_later,
       CASE WHEN ?1
         THEN concat_ws(char(10), title, exact, headings ->> '$[#-1]')
         ELSE '' END
FROM bookmark WHERE deleted IS NULL
