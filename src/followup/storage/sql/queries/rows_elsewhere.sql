-- one row per report in force that already holds rows of the incoming one, most rows first; a row
-- without vehicle is known again in the same file only
SELECT
    f.submission, f.contract, f.file_name,
    count(DISTINCT (i.sheet, i."row", i."column")) AS row_count
FROM incoming AS i
INNER JOIN app.fuel_fact AS f
    ON f.submission NOT IN (SELECT unnest(CAST($superseded AS VARCHAR[])))
    AND (f.vehicle_id = i.vehicle_id
        OR f.vehicle_id IS NULL AND i.vehicle_id IS NULL AND f.sha256 = $sha256)
    AND f.fuel_raw IS NOT DISTINCT FROM i.fuel_raw
    AND f.quantity = i.quantity
    AND f.unit = i.unit
    AND f.period_start = coalesce(i.period_start, $period_start)
    AND f.period_end = coalesce(i.period_end, $period_end)
GROUP BY f.submission, f.contract, f.file_name
ORDER BY row_count DESC, f.contract != $contract, f.contract, f.submission
LIMIT 1
