-- one row per ask and part of a fuel row: litres, and what the fuel set counts of them
SELECT
    ask_id, submission, file_name, sha256, sheet, "row", "column", cell, vehicle_id, fuel,
    fuel_raw, part_quantity AS amount, unit AS amount_unit, part_start, part_end, is_split,
    -- Litres of liquid and kilograms or kilowatt-hours never share a sum (rule 16).
    CASE WHEN why IS NULL AND unit IS NOT NULL AND unit != 'l' THEN 'other_unit' ELSE why END
        AS why,
    period_start AS row_start, period_end AS row_end,
    CAST(1 AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, share_low, share_high,
    share_status, share_source,
    part_quantity * share_low AS numerator,
    part_quantity - part_quantity * (share_high - share_low) AS denominator,
    part_quantity * (share_high - share_low) AS unknown,
    CASE
        WHEN quantity IS NULL THEN 'missing_quantity'
        WHEN is_unnamed_credit THEN 'unnamed_credit'
        WHEN unit IS NULL THEN 'missing_unit'
    END AS unbounded, row_count
FROM fuel_part
