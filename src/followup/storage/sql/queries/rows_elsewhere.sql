-- one row per other contract that already holds rows of the incoming report, most rows first
SELECT f.contract, count(DISTINCT (i.sheet, i."row", i."column")) AS row_count
FROM incoming AS i
INNER JOIN app.fuel_fact AS f
    ON f.contract != ?
    AND f.vehicle_id = i.vehicle_id
    AND f.fuel_raw IS NOT DISTINCT FROM i.fuel_raw
    AND f.quantity = i.quantity
    AND f.unit = i.unit
    AND f.period_start = i.period_start
    AND f.period_end = i.period_end
GROUP BY f.contract
ORDER BY row_count DESC, f.contract
