SELECT
  (SELECT count(*) FROM main.{table} AS here JOIN there.{table} AS there USING (id)
   WHERE here.deleted IS NULL AND there.deleted IS NULL AND NOT ({differ})),
  (SELECT count(*) FROM main.{table} AS here JOIN there.{table} AS there USING (id)
   WHERE here.deleted IS NULL AND there.deleted IS NULL AND ({differ})),
  (SELECT count(*) FROM main.{table} AS here WHERE here.deleted IS NULL AND NOT EXISTS (
   SELECT 1 FROM there.{table} AS there WHERE there.id = here.id AND there.deleted IS NULL)),
  (SELECT count(*) FROM there.{table} AS there WHERE there.deleted IS NULL AND NOT EXISTS (
   SELECT 1 FROM main.{table} AS here WHERE here.id = there.id AND here.deleted IS NULL))
