INSERT OR IGNORE INTO name (folded, article, redirect)
SELECT waiting.folded, name.article, waiting.redirect
FROM waiting
JOIN name ON name.folded = waiting.target;
