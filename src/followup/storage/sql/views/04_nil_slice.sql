-- one row per nil report received by as_of and not taken back
SELECT n.act_id, n.contract, n.reporter, n.report_type, n.period_start, n.period_end, n.reason,
    n.received_date, n.file_name, n.sha256, n.sheet, n."row", n."column"
FROM own.nil_report AS n
WHERE n.received_date <= getvariable('as_of') AND n.act_id <= getvariable('horizon')
  AND n.act_id NOT IN (
      SELECT w.nil_act_id FROM own.nil_withdrawal AS w
      WHERE w.known_from <= getvariable('as_of') AND w.act_id <= getvariable('horizon')
  )
