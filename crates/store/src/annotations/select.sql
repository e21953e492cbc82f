SELECT id, collection, path, article_title, target, start, stop, exact, prefix, suffix, text_hash,
       anchor, headings, ordinal, opening, placed_start, placed_stop, placed_hash, status,
       color, note, created, modified, placed_anchor
FROM annotation
