-- one row per submission received by as_of and not withdrawn, superseded ones included:
-- a correction does not make a timely first report late
SELECT s.*
FROM own.submission AS s
WHERE s.received_date <= getvariable('as_of') AND s.act_id <= getvariable('horizon')
  AND s.submission NOT IN (
      SELECT x.submission
      FROM own.supersession AS x
      WHERE x.superseded_by IS NULL AND x.known_from <= getvariable('as_of')
          AND x.act_id <= getvariable('horizon')
  )
