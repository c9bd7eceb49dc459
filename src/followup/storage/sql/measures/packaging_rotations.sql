-- one row per ask and part of a row of packaging: how many times the reusable ones were used
SELECT
    p.ask_id, p.submission, p.file_name, p.sha256, p.sheet, p."row", p."column", p.cell,
    NULL AS vehicle_id, NULL AS fuel, p.said AS fuel_raw,
    p.part_quantity AS amount, p.quantity_unit AS amount_unit, p.part_start, p.part_end,
    p.is_split, p.why, p.period_start AS row_start, p.period_end AS row_end,
    CAST(p.each AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, NULL AS share_low,
    NULL AS share_high, NULL AS share_status, NULL AS share_source,
    CAST(p.part_quantity * p.each AS DECIMAL(38, 6)) AS numerator,
    CAST(p.part_quantity AS DECIMAL(38, 6)) AS denominator,
    CAST(0 AS DECIMAL(38, 6)) AS unknown,
    CASE
        WHEN p.class IS NULL THEN 'class_unknown'
        WHEN p.quantity IS NULL THEN 'missing_activity'
        WHEN p.each IS NULL THEN 'missing_rotations'
    END AS unbounded
FROM circular_part AS p
