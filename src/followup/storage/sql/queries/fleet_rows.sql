-- one row per row of a vehicle or machine list that names a vehicle, in whatever contract;
-- ``is_current`` is false where a correction came in the list's place
SELECT
    s.contract, s.reporter, s.report_type, s.file_name, s.submission, s.period_start AS list_start,
    s.period_end AS list_end, l.sheet, l."row", l."column", l.category, l.make_model, l.model_year,
    l.level_raw, l.drivetrain_raw, l.first_registered, l.is_questioned,
    coalesce(l.period_start, s.period_start) AS period_start,
    coalesce(l.period_end, s.period_end) AS period_end,
    s.submission IN (SELECT c.submission FROM app.current_submission AS c) AS is_current
FROM (
    SELECT
        submission, sheet, "row", "column", category, make_model, model_year,
        euro_class AS level_raw, drivetrain_raw, first_registered, is_questioned, period_start,
        period_end
    FROM own.vehicle
    WHERE vehicle_id = $vehicle
    UNION ALL
    SELECT
        submission, sheet, "row", "column", category, make_model, model_year,
        stage_raw AS level_raw, coalesce(fuel_raw, stage_raw) AS drivetrain_raw,
        NULL AS first_registered, is_questioned, period_start, period_end
    FROM own.machine
    WHERE machine_id = $vehicle
) AS l
INNER JOIN app.delivered_submission AS s ON s.submission = l.submission
ORDER BY period_end DESC, s.contract, s.act_id DESC, l."row"
