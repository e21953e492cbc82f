-- Schema 4: marks that are underlined, kept to be read later, thrown away, studied, and have versions.

ALTER TABLE annotation ADD COLUMN style TEXT NOT NULL DEFAULT 'highlight'
  CHECK (style IN ('highlight', 'underline'));
-- Whether a deleted row is gone for good. Its words are gone; that it was there is kept, so that merging
-- another library does not bring it back.
ALTER TABLE annotation ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bookmark ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;

-- An exact place, as in `annotation`.
ALTER TABLE bookmark ADD COLUMN start INTEGER;
ALTER TABLE bookmark ADD COLUMN stop INTEGER;
ALTER TABLE bookmark ADD COLUMN exact TEXT;
ALTER TABLE bookmark ADD COLUMN prefix TEXT;
ALTER TABLE bookmark ADD COLUMN suffix TEXT;
ALTER TABLE bookmark ADD COLUMN text_hash INTEGER;
ALTER TABLE bookmark ADD COLUMN placed_start INTEGER;
ALTER TABLE bookmark ADD COLUMN placed_stop INTEGER;
ALTER TABLE bookmark ADD COLUMN placed_hash INTEGER;
ALTER TABLE bookmark ADD COLUMN read_later INTEGER NOT NULL DEFAULT 0;

-- The share of the article that was read, from 0 to 1.
ALTER TABLE place ADD COLUMN read REAL NOT NULL DEFAULT 0;

-- Texts that a note had before.
CREATE TABLE note_version (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  annotation BLOB NOT NULL REFERENCES annotation (id),
  note TEXT NOT NULL,
  written INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX note_version_annotation ON note_version (annotation, written);

-- What is studied, and how well it is remembered (FSRS: stability in days, difficulty from 1 to 10).
CREATE TABLE card (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  annotation BLOB NOT NULL REFERENCES annotation (id),
  kind TEXT NOT NULL CHECK (kind IN ('gap', 'note')),
  -- The gap, in UTF-16 code units of the quote.
  gap_start INTEGER,
  gap_stop INTEGER,
  phase TEXT NOT NULL CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
  stability REAL NOT NULL,
  difficulty REAL NOT NULL,
  reviews INTEGER NOT NULL,
  lapses INTEGER NOT NULL,
  reviewed INTEGER,
  due INTEGER NOT NULL,
  change INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER,
  purged INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX card_due ON card (due) WHERE deleted IS NULL;
CREATE INDEX card_annotation ON card (annotation);

CREATE TABLE review (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  card BLOB NOT NULL REFERENCES card (id),
  rating TEXT NOT NULL CHECK (rating IN ('again', 'hard', 'good', 'easy')),
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX review_time ON review (time);
