-- one row per fuel row of a report in force; a row without days takes the report's own. A receipt
-- that agrees makes a row checked; one that differs makes it a question (rule 15)
SELECT
    s.contract, coalesce(f.buyer, s.buyer) AS buyer, s.reporter, s.file_name, s.sha256, s.country,
    f.submission, f.sheet, f."row", f."column", f.cell,
    f.vehicle_id, f.fuel, f.fuel_raw, f.quantity, f.unit, f.distance_km, f.odometer_km,
    CASE WHEN k.outcome = 'agrees' THEN 'checked' ELSE f.grade END AS grade, f.place, f.receipt,
    f.is_duplicate, f.is_questioned OR k.outcome IS NOT DISTINCT FROM 'differs' AS is_questioned,
    f.findings,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM own.fuel_delivery AS f
INNER JOIN (
    SELECT s.*, c.country
    FROM app.current_submission AS s
    INNER JOIN app.current_contract AS c ON c.contract = s.contract
) AS s ON s.submission = f.submission
LEFT JOIN app.spot_checked AS k
    ON k.contract = s.contract AND k.sha256 = s.sha256 AND k."row" = f."row"
    AND k.sheet IS NOT DISTINCT FROM f.sheet AND k."column" IS NOT DISTINCT FROM f."column"
    -- Only of what the row said then: read otherwise since, nobody has checked it.
    AND k.vehicle_id IS NOT DISTINCT FROM f.vehicle_id AND k.fuel IS NOT DISTINCT FROM f.fuel
    AND k.quantity IS NOT DISTINCT FROM f.quantity AND k.unit IS NOT DISTINCT FROM f.unit
    AND k.period_start = coalesce(f.period_start, s.period_start)
    AND k.period_end = coalesce(f.period_end, s.period_end)
