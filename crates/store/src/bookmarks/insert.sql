INSERT INTO bookmark
  (id, collection, path, article_title, anchor, headings, ordinal, opening, folder, position, status,
   change, created, modified)
VALUES
  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, (SELECT coalesce(max(position), 0) + 1 FROM bookmark), 'exact',
   ?10, ?11, ?11)
