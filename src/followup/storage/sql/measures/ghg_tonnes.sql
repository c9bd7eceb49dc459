-- one row per ask and part of a fuel row: life-cycle emissions in tonnes CO2e, low to high
SELECT
    p.ask_id, p.submission, p.file_name, p.sha256, p.sheet, p."row", p."column", p.cell,
    p.vehicle_id, p.fuel, p.fuel_raw, p.part_quantity AS amount, p.unit AS amount_unit,
    p.part_start, p.part_end, p.is_split, p.why, p.period_start AS row_start,
    p.period_end AS row_end, p.g_low AS factor, p.ghg_source AS factor_source,
    NULL AS share_low, NULL AS share_high, coalesce(p.ghg_status, 'missing') AS share_status,
    p.ghg_source AS share_source,
    CAST(p.part_quantity AS DECIMAL(38, 3)) * p.g_low * CAST(0.000001 AS DECIMAL(6, 6))
        AS numerator,
    CAST(0 AS DECIMAL(38, 15)) AS denominator,
    CAST(p.part_quantity AS DECIMAL(38, 3)) * (p.g_high - p.g_low)
    * CAST(0.000001 AS DECIMAL(6, 6)) AS unknown,
    CASE
        WHEN p.quantity IS NULL THEN 'missing_quantity'
        WHEN p.fuel IS NULL THEN 'missing_fuel'
        WHEN p.g_low IS NULL THEN 'no_ghg_factor'
    END AS unbounded, p.row_count
FROM fuel_part AS p
