-- one row per fuel row that names a vehicle in a report in force, in whatever contract
SELECT
    contract, file_name, sheet, "row", "column", fuel, fuel_raw, quantity, unit, grade,
    is_duplicate, is_questioned, period_start, period_end
FROM app.fuel_fact
WHERE vehicle_id = $vehicle
ORDER BY period_start DESC, contract, file_name, sheet, "row"
