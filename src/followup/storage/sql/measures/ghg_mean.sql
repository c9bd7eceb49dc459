-- one row per ask and part of a fuel row: life-cycle grams CO2e, and the kilometres or energy
-- they are divided by
SELECT
    p.ask_id, p.submission, p.file_name, p.sha256, p.sheet, p."row", p."column", p.cell,
    p.vehicle_id, p.fuel, p.fuel_raw, p.part_quantity AS amount, p.unit AS amount_unit,
    p.part_start, p.part_end, p.is_split, p.why, p.period_start AS row_start,
    p.period_end AS row_end, p.g_low AS factor, p.ghg_source AS factor_source,
    NULL AS share_low, NULL AS share_high, coalesce(p.ghg_status, 'missing') AS share_status,
    p.ghg_source AS share_source,
    CAST(p.part_quantity AS DECIMAL(38, 3)) * p.g_low AS numerator,
    CASE WHEN p.measured_in = 'g/km' THEN CAST(p.part_distance_km AS DECIMAL(38, 9))
        ELSE p.energy_mj END AS denominator,
    CAST(p.part_quantity AS DECIMAL(38, 3)) * (p.g_high - p.g_low) AS unknown,
    CASE
        WHEN p.quantity IS NULL THEN 'missing_quantity'
        WHEN p.fuel IS NULL THEN 'missing_fuel'
        WHEN p.g_low IS NULL THEN 'no_ghg_factor'
        WHEN p.measured_in = 'g/km' AND p.distance_km IS NULL THEN 'missing_distance'
        WHEN p.measured_in != 'g/km' AND p.energy_mj IS NULL THEN 'no_energy_content'
    END AS unbounded, p.row_count
FROM fuel_part AS p
