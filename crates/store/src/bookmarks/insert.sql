INSERT INTO bookmark
  (id, collection, path, article_title, title, folder, read_later, position, status, change, created,
   modified)
VALUES
  (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(position), 0) + 1 FROM bookmark), 'exact', ?8, ?9, ?9)
