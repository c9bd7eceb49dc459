-- one row per nil report received by as_of
SELECT contract, reporter, report_type, period_start, period_end, reason, received_date
FROM store.main.nil_report
WHERE received_date <= getvariable('as_of')
