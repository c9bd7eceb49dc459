-- one row per ask and vehicle on a list: no source says what an engine of its class lets out
SELECT
    v.ask_id, v.submission, v.file_name, v.sha256, v.sheet, v."row", v."column", v.cell,
    v.vehicle_id, NULL AS fuel, coalesce(v.level_raw, v.drivetrain_raw) AS fuel_raw,
    CAST(1 AS DECIMAL(38, 3)) AS amount, 'vehicle' AS amount_unit, v.start_date AS part_start,
    v.end_date AS part_end, FALSE AS is_split, v.why, v.start_date AS row_start,
    v.end_date AS row_end, CAST(NULL AS DECIMAL(18, 6)) AS factor, NULL AS factor_source,
    NULL AS share_low, NULL AS share_high, NULL AS share_status, NULL AS share_source,
    CAST(0 AS DECIMAL(38, 15)) AS numerator, CAST(0 AS DECIMAL(38, 15)) AS denominator,
    CAST(0 AS DECIMAL(38, 15)) AS unknown, 'no_emission_figure' AS unbounded
FROM vehicle_in_service AS v
