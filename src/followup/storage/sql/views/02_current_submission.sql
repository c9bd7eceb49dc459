-- one row per submission in force on the day as_of: received, neither superseded nor withdrawn, and
-- not held back (goals.ledger)
WITH RECURSIVE known AS (
    SELECT * FROM own.supersession
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
        AND app.may_hold('supersession')
),
withdrawn AS (
    SELECT submission FROM known WHERE superseded_by IS NULL
),
later AS (
    -- Everything that came in a submission's place, also by way of others: withdrawing a
    -- correction in the middle brings nothing back.
    SELECT submission, superseded_by FROM known WHERE superseded_by IS NOT NULL
    UNION
    SELECT l.submission, k.superseded_by
    FROM later AS l
    INNER JOIN known AS k ON k.submission = l.superseded_by
    WHERE k.superseded_by IS NOT NULL
),
ended AS (
    SELECT submission FROM withdrawn
    UNION ALL
    SELECT l.submission
    FROM later AS l
    WHERE l.superseded_by NOT IN (SELECT w.submission FROM withdrawn AS w)
)
SELECT s.*
FROM own.submission AS s
WHERE s.received_date <= getvariable('as_of') AND s.act_id <= getvariable('horizon')
  AND s.submission NOT IN (SELECT e.submission FROM ended AS e)
  AND NOT list_contains(getvariable('held_back'), s.submission)
