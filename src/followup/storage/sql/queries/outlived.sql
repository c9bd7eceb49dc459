-- one row per report on some of an incoming one's days that ended only after the day the incoming
-- one came, by its withdrawal or by what is replaced now: on the days between both would count
SELECT DISTINCT s.submission
FROM own.submission AS s
INNER JOIN own.supersession AS x ON x.submission = s.submission
WHERE s.contract = $contract AND s.report_type = $report_type AND s.reporter = $reporter
    AND s.period_start <= $period_end AND s.period_end >= $period_start
    AND x.known_from > $received_date
    AND (x.superseded_by IS NULL OR len($supersedes) > 0)
    AND NOT list_contains($supersedes, s.submission)
ORDER BY s.submission
