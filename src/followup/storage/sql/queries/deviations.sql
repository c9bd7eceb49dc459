-- one row per step known on the day, with its case: cases in order, each case's first step first
SELECT
    d.deviation, d.contract, d.ground, d.period_start, d.period_end, d.requirement, d.reporter,
    d.report_type, d.parts, s.step, s.kind, s."day", s.reason, s.detail, a.actor, a.done_at
FROM own.deviation AS d
INNER JOIN own.deviation_step AS s ON s.deviation = d.deviation
INNER JOIN own.act AS a ON a.act_id = s.act_id
WHERE s."day" <= getvariable('as_of') AND s.act_id <= getvariable('horizon')
ORDER BY d.act_id, d.deviation, s.step
