-- Schema 2: bodies may be compressed with a dictionary made of the collection's own articles; names and
-- categories are found from both sides.

CREATE TABLE dictionary (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  bytes BLOB NOT NULL
) STRICT;

-- The redirects of an article are few among all names.
CREATE INDEX name_redirect ON name (article) WHERE redirect IS NOT NULL;

CREATE INDEX category_name ON category (name);
