-- one row per ask, fuel and unit: amounts and distance of the rows that count and are placed
SELECT
    ask_id, fuel, unit,
    sum(part_quantity) AS quantity,
    count(*) FILTER (part_quantity IS NULL) AS rows_without_quantity,
    sum(energy_mj) FILTER (fuel IS NOT NULL) AS energy_mj,
    sum(part_distance_km) AS distance_km,
    count(DISTINCT (submission, sheet, "row", "column")) AS row_count
FROM fuel_part
WHERE why IS NULL AND NOT is_unplaced
GROUP BY ask_id, fuel, unit
ORDER BY ask_id, fuel, unit
