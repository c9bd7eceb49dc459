-- one row per contract with fuel rows that name no vehicle, and how many such rows it has
SELECT contract, count(*) AS row_count
FROM app.fuel_fact
WHERE vehicle_id IS NULL AND NOT is_duplicate
    AND period_start <= $end AND period_end >= $start
GROUP BY contract
ORDER BY contract
