-- one row per vehicle in the contract's vehicle lists in force that overlap some days
SELECT vehicle_id, any_value(category) AS category
FROM app.vehicle_fact
WHERE contract = $contract AND vehicle_id IS NOT NULL
    AND period_start <= $period_end AND period_end >= $period_start
GROUP BY vehicle_id
ORDER BY vehicle_id
