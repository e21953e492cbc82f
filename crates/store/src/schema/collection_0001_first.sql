-- Schema 1 of a collection file: one imported edition, read-only once it is whole.
-- `body` is cleaned HTML, compressed with zstd, made by the recipe beside it.

CREATE TABLE about (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  right_to_left INTEGER NOT NULL,
  recipe INTEGER NOT NULL,
  body BLOB NOT NULL,
  words INTEGER NOT NULL
) STRICT;

CREATE INDEX article_title ON article (title);

CREATE TABLE name (
  folded TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES article (id),
  redirect TEXT,
  PRIMARY KEY (folded, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
  article INTEGER NOT NULL REFERENCES article (id),
  name TEXT NOT NULL,
  PRIMARY KEY (article, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
  article INTEGER NOT NULL REFERENCES article (id),
  collection TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (article, collection, folded)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_target ON link (collection, folded);

CREATE TABLE media (
  path TEXT PRIMARY KEY,
  mime TEXT NOT NULL,
  body INTEGER NOT NULL REFERENCES media_body (id)
) STRICT, WITHOUT ROWID;

-- Each picture once, however many paths lead to it.
CREATE TABLE media_body (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
