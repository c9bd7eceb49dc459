-- one row per contract, vehicle, fuel and unit that it was given on some of the days
SELECT
    contract, vehicle_id, fuel, unit, count(*) AS row_count,
    -- A questioned amount is unknown until someone answers (rule 15).
    sum(quantity) FILTER (NOT is_questioned) AS amount,
    count(*) FILTER (is_questioned OR quantity IS NULL) AS doubtful,
    string_agg(DISTINCT grade, ',' ORDER BY grade) AS grades
FROM app.fuel_fact
WHERE vehicle_id IS NOT NULL AND NOT is_duplicate
    AND period_start <= $end AND period_end >= $start
GROUP BY contract, vehicle_id, fuel, unit
ORDER BY contract, vehicle_id, fuel NULLS LAST, unit
