-- Rows of `{table}` as they were before a change: `undo_fresh` ones were not there. `undo_after` is when
-- the change was made, so that a row that somebody changed since is known; `undo_path` is where the mark
-- was then, so that one whose article was found elsewhere since stays there.
CREATE TEMP TABLE undo_{table} AS
  SELECT 0 AS undo_step, 0 AS undo_fresh, 0 AS undo_after, '' AS undo_path, {columns} FROM main.{table} LIMIT 0;

CREATE INDEX temp.undo_{table}_step ON undo_{table} (undo_step, {keys});
CREATE INDEX temp.undo_{table}_row ON undo_{table} ({keys});

CREATE TEMP TRIGGER undo_{table}_update BEFORE UPDATE ON main.{table}
WHEN (SELECT step FROM undo_now) > 0 AND NOT EXISTS (
  SELECT 1 FROM undo_{table} WHERE undo_step = (SELECT step FROM undo_now) AND {same})
BEGIN
  INSERT INTO undo_{table} SELECT step, 0, NULL, NULL, {old} FROM undo_now;
END;

CREATE TEMP TRIGGER undo_{table}_insert AFTER INSERT ON main.{table}
WHEN (SELECT step FROM undo_now) > 0 AND NOT EXISTS (
  SELECT 1 FROM undo_{table} WHERE undo_step = (SELECT step FROM undo_now) AND {same})
BEGIN
  INSERT INTO undo_{table} SELECT step, 1, NULL, NULL, {new} FROM undo_now;
END;
