INSERT INTO card
  (id, annotation, kind, gap_start, gap_stop, phase, stability, difficulty, reviews, lapses, due, change,
   created, modified)
VALUES (?1, ?2, ?3, ?4, ?5, 'new', 0, 0, 0, 0, ?6, ?7, ?6, ?6)
