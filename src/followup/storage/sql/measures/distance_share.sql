-- one row per ask and part of a fuel row: kilometres, and what the fuel set counts of them
SELECT
    ask_id, submission, file_name, sha256, sheet, "row", "column", cell, vehicle_id, fuel,
    fuel_raw, part_distance_km AS amount, 'km' AS amount_unit, part_start, part_end, is_split,
    why, period_start AS row_start, period_end AS row_end,
    CAST(1 AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, share_low, share_high,
    share_status, share_source,
    part_distance_km * share_low AS numerator,
    part_distance_km - part_distance_km * (share_high - share_low) AS denominator,
    part_distance_km * (share_high - share_low) AS unknown,
    CASE
        WHEN distance_km IS NULL THEN 'missing_distance'
        WHEN distance_km < 0 AND fuel IS NULL THEN 'unnamed_credit'
    END AS unbounded, row_count
FROM fuel_part
