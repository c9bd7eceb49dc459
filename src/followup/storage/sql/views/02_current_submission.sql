-- one row per submission in force on the day as_of: received, neither superseded nor withdrawn
WITH known AS (
    SELECT * FROM store.main.supersession WHERE known_from <= getvariable('as_of')
),
withdrawn AS (
    SELECT submission FROM known WHERE superseded_by IS NULL
),
ended AS (
    SELECT k.submission
    FROM known AS k
    WHERE k.superseded_by IS NULL
       OR k.superseded_by NOT IN (SELECT w.submission FROM withdrawn AS w)
)
SELECT s.*
FROM store.main.submission AS s
WHERE s.received_date <= getvariable('as_of')
  AND s.submission NOT IN (SELECT e.submission FROM ended AS e)
