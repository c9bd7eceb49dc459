-- one row per answer about a supplier's files, oldest first, but for those given with a file of
-- which every report has been withdrawn
SELECT r.fingerprint, r.field, r.value, a.actor, a.done_at
FROM own.remembered AS r
INNER JOIN own.act AS a ON a.act_id = r.act_id
WHERE r.supplier = ? AND r.act_id <= getvariable('horizon')
  AND r.act_id NOT IN (
      SELECT s.act_id
      FROM own.submission AS s
      LEFT JOIN (
          SELECT DISTINCT submission FROM own.supersession
          WHERE superseded_by IS NULL AND act_id <= getvariable('horizon')
      ) AS x ON x.submission = s.submission
      WHERE s.act_id <= getvariable('horizon')
      GROUP BY s.act_id
      HAVING bool_and(x.submission IS NOT NULL)
  )
ORDER BY r.act_id, r.field
