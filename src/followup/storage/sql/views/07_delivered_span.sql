-- one row per report or nil report delivered by as_of, with the days it covers
SELECT
    contract, reporter, report_type, period_start, period_end, received_date, submission,
    file_name, sha256
FROM app.delivered_submission
UNION ALL
SELECT
    contract, reporter, report_type, period_start, period_end, received_date,
    NULL AS submission, NULL AS file_name, NULL AS sha256
FROM app.nil_slice
