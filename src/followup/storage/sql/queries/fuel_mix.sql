-- one row per ask, fuel and day-part sum: energy, emissions and distance of the rows that count
SELECT
    ask_id, coalesce(fuel, 'unknown') AS fuel,
    -- A fuel nobody has named has an upper bound, which is no amount.
    sum(energy_mj) FILTER (fuel IS NOT NULL) AS energy_mj,
    CAST(coalesce(sum(stands_for) FILTER (energy_mj IS NULL OR fuel IS NULL), 0) AS BIGINT)
        AS rows_without_energy,
    -- What such rows hold at most; null where nothing bounds one of them.
    CASE WHEN count(*) FILTER (energy_mj IS NULL OR is_unnamed_credit) = 0
        THEN coalesce(sum(energy_mj) FILTER (fuel IS NULL), 0) END AS unknown_mj,
    sum(part_quantity * g_low * CAST(0.000001 AS DECIMAL(6, 6))) AS tonnes_low,
    sum(part_quantity * g_high * CAST(0.000001 AS DECIMAL(6, 6))) AS tonnes_high,
    CAST(coalesce(sum(stands_for) FILTER (g_low IS NULL OR part_quantity IS NULL), 0) AS BIGINT)
        AS rows_without_tonnes,
    sum(part_distance_km) AS distance_km,
    CAST(coalesce(sum(stands_for) FILTER (part_distance_km IS NULL), 0) AS BIGINT)
        AS rows_without_distance,
    count(DISTINCT vehicle_id) AS vehicles,
    CAST(sum(stands_for) AS BIGINT) AS row_count
FROM (SELECT *, coalesce(row_count, 1) AS stands_for FROM fuel_part) AS p
WHERE why IS NULL
GROUP BY ask_id, coalesce(fuel, 'unknown')
ORDER BY ask_id, fuel
