-- Schema 1 of the library file.
-- Ids are UUIDv7 (16 bytes), times milliseconds since 1970 in UTC. A row of the person's own is never
-- deleted but buried: `deleted` tells when. `change` is the number of the change that touched the row
-- last, so that an index can ask for what is newer than what it holds.

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO counter (name, value) VALUES ('change', 0);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  modified INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE collection (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('own', 'imported', 'archive')),
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  edition TEXT NOT NULL,
  edition_label TEXT NOT NULL,
  -- The file of an archive, which is read where it is; of other kinds empty.
  location TEXT NOT NULL,
  position INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  collection TEXT NOT NULL REFERENCES collection (name),
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  revision BLOB NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
  change INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX article_path ON article (collection, path) WHERE deleted IS NULL;
CREATE INDEX article_title ON article (collection, title) WHERE deleted IS NULL;
CREATE INDEX article_change ON article (change);

-- Each save keeps the one before. `origin` is 'person' or the release that bundled the text.
CREATE TABLE revision (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  article BLOB NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  parent BLOB REFERENCES revision (id),
  origin TEXT NOT NULL,
  source TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX revision_article ON revision (article, created);

-- Every name that leads to an own article, folded: its title, its path and its redirects.
CREATE TABLE name (
  collection TEXT NOT NULL,
  folded TEXT NOT NULL,
  article BLOB NOT NULL REFERENCES article (id),
  redirect TEXT,
  PRIMARY KEY (collection, folded, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_article ON name (article);

-- Links of own articles, as addresses without their section.
CREATE TABLE link (
  article BLOB NOT NULL REFERENCES article (id),
  collection TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (article, collection, folded)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_target ON link (collection, folded);

CREATE TABLE folder (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  parent BLOB REFERENCES folder (id),
  title TEXT NOT NULL,
  position REAL NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmark (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  collection TEXT NOT NULL,
  path TEXT NOT NULL,
  article_title TEXT NOT NULL,
  title TEXT,
  anchor TEXT,
  headings TEXT,
  ordinal INTEGER,
  opening TEXT,
  folder BLOB REFERENCES folder (id),
  position REAL NOT NULL,
  placed_anchor TEXT,
  status TEXT NOT NULL CHECK (status IN ('exact', 'relocated', 'approximate', 'orphaned')),
  change INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX bookmark_article ON bookmark (collection, path);
CREATE INDEX bookmark_change ON bookmark (change);

-- `start` to `opening` is the place as the person chose it (W3C TextPosition and TextQuote selectors,
-- the section target); `placed_*` and `status` are where the last resolving found it, in the text
-- whose hash is `placed_hash`.
CREATE TABLE annotation (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  collection TEXT NOT NULL,
  path TEXT NOT NULL,
  article_title TEXT NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('passage', 'section', 'article')),
  start INTEGER,
  stop INTEGER,
  exact TEXT,
  prefix TEXT,
  suffix TEXT,
  text_hash INTEGER,
  headings TEXT,
  anchor TEXT,
  ordinal INTEGER,
  opening TEXT,
  placed_start INTEGER,
  placed_stop INTEGER,
  placed_hash INTEGER,
  placed_anchor TEXT,
  status TEXT NOT NULL CHECK (status IN ('exact', 'relocated', 'approximate', 'orphaned')),
  color TEXT,
  note TEXT NOT NULL,
  change INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX annotation_article ON annotation (collection, path);
CREATE INDEX annotation_change ON annotation (change);

CREATE TABLE tag (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER
) STRICT, WITHOUT ROWID;

-- Which tags a bookmark or annotation bears, and in which order.
CREATE TABLE mark_tag (
  mark BLOB NOT NULL,
  tag BLOB NOT NULL REFERENCES tag (id),
  position INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER,
  PRIMARY KEY (mark, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX mark_tag_tag ON mark_tag (tag);

CREATE TABLE visit (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  collection TEXT NOT NULL,
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_time ON visit (time);

-- Where the person last was in an article.
CREATE TABLE place (
  collection TEXT NOT NULL,
  path TEXT NOT NULL,
  position INTEGER NOT NULL,
  shift REAL NOT NULL,
  modified INTEGER NOT NULL,
  PRIMARY KEY (collection, path)
) STRICT, WITHOUT ROWID;
