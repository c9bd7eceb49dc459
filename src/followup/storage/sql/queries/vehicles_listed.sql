-- one row per contract and vehicle that a list in force names: what the newest list says of it
SELECT
    contract, vehicle_id,
    arg_max(drivetrain, period_end) AS drivetrain,
    arg_max(eu_category, period_end) AS eu_category,
    arg_max(total_weight_kg, period_end) AS total_weight_kg,
    arg_max(co2_g_km, period_end) AS co2_g_km,
    arg_max(rde_nox_share, period_end) AS rde_nox_share,
    arg_max(rde_pn_share, period_end) AS rde_pn_share,
    min(period_start) AS first_day,
    max(period_end) AS last_day
FROM app.vehicle_fact
WHERE vehicle_id IS NOT NULL AND NOT is_duplicate
GROUP BY contract, vehicle_id
ORDER BY contract, vehicle_id
