-- one row per row of an activity report in force; a row without days takes the report's own
SELECT
    s.contract, coalesce(f.buyer, s.buyer) AS buyer, s.reporter, s.file_name, s.sha256, c.country,
    f.submission, f.sheet, f."row", f."column", f.cell, f.vehicle_id, f.fuel, f.fuel_raw,
    f.distance_km, f.hours, f.trips, f.person_km, f.tonne_km, f.grade, f.is_duplicate,
    f.is_questioned,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM own.activity AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
INNER JOIN app.current_contract AS c ON c.contract = s.contract
WHERE app.may_hold('activity')
