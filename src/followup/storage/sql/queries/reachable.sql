-- one row per vehicle or machine, category or place that the reports in force on a contract name
SELECT kind, name
FROM (
    SELECT 'vehicles' AS kind, trim(vehicle_id) AS name FROM app.fuel_fact WHERE contract = $contract
    UNION
    SELECT 'vehicles', trim(vehicle_id) FROM app.vehicle_fact WHERE contract = $contract
    UNION
    SELECT 'vehicles', trim(machine_id) FROM app.machine_fact WHERE contract = $contract
    UNION
    SELECT 'categories', trim(category) FROM app.vehicle_fact WHERE contract = $contract
    UNION
    SELECT 'categories', trim(category) FROM app.machine_fact WHERE contract = $contract
    UNION
    SELECT 'places', trim(place) FROM app.fuel_fact WHERE contract = $contract
) AS n
WHERE name != ''
ORDER BY kind, name
