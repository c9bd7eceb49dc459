-- one row per nil report received by as_of
SELECT contract, reporter, report_type, period_start, period_end, reason, received_date,
    file_name, sha256, sheet, "row", "column"
FROM store.main.nil_report
WHERE received_date <= getvariable('as_of')
