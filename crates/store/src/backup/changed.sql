SELECT coalesce(max(time), 0) FROM (
  SELECT max(modified) AS time FROM annotation
  UNION ALL SELECT max(modified) FROM bookmark
  UNION ALL SELECT max(modified) FROM folder
  UNION ALL SELECT max(modified) FROM card
  UNION ALL SELECT max(modified) FROM article
  UNION ALL SELECT max(time) FROM visit)
