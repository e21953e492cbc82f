INSERT INTO annotation
  (id, collection, path, article_title, target, color, style, note, status, change, created, modified)
VALUES (?1, ?2, ?3, ?4, 'article', ?5, ?6, ?7, 'exact', ?8, ?9, ?10)
