-- one row per fuel row of a report in force; a row without days takes the report's own
SELECT
    s.contract, s.buyer, s.reporter, s.file_name, s.sha256, s.country,
    f.submission, f.sheet, f."row", f."column", f.cell,
    f.vehicle_id, f.fuel, f.fuel_raw, f.quantity, f.unit, f.distance_km, f.odometer_km, f.grade, f.place,
    f.is_duplicate, f.is_questioned, f.findings,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM store.main.fuel_delivery AS f
INNER JOIN (
    SELECT s.*, c.country
    FROM app.current_submission AS s
    INNER JOIN app.current_contract AS c ON c.contract = s.contract
) AS s ON s.submission = f.submission
