UPDATE main.counter SET value = 1 + max(
  value, coalesce((SELECT value FROM there.counter WHERE name = 'change'), 0))
WHERE name = 'change';
UPDATE main.article SET change = (SELECT value FROM main.counter WHERE name = 'change');
UPDATE main.bookmark SET change = (SELECT value FROM main.counter WHERE name = 'change');
UPDATE main.annotation SET change = (SELECT value FROM main.counter WHERE name = 'change');
UPDATE main.card SET change = (SELECT value FROM main.counter WHERE name = 'change');
