-- one row per incoming report that some report ever stored, in force or not, may hold rows of
SELECT f.submission
FROM own.fuel_delivery AS f
SEMI JOIN incoming AS i
    ON f.quantity = i.quantity AND f.unit = i.unit
    AND f.vehicle_id IS NOT DISTINCT FROM i.vehicle_id
    AND coalesce(f.period_start = coalesce(i.period_start, $period_start), TRUE)
    AND coalesce(f.period_end = coalesce(i.period_end, $period_end), TRUE)
WHERE f.submission NOT IN (SELECT unnest(CAST($superseded AS VARCHAR[])))
LIMIT 1
