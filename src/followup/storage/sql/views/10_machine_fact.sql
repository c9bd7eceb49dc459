-- one row per row of a machine list in force; a row without days takes the list's own
SELECT
    s.contract, s.buyer, s.reporter, s.act_id, s.file_name, s.sha256,
    f.submission, f.sheet, f."row", f."column", f.cell, f.machine_id, f.category, f.make_model,
    f.stage, f.stage_raw, f.power_kw, f.model_year, f.hours, f.fuel, f.fuel_raw, f.is_duplicate,
    f.is_questioned,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM own.machine AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
WHERE app.may_hold('machine')
