-- one row per declared share in force; a row without days takes the report's own
SELECT
    s.contract, s.buyer, s.reporter, s.file_name, s.sha256,
    f.submission, f.sheet, f."row", f."column", f.cell, f."share", f.share_of, f.basis, f.fuel,
    f.fuel_raw, f.grade, f.is_duplicate, f.is_questioned,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM own.declared_share AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
