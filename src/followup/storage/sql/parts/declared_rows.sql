-- one row per ask and declared share, as one whole of unknown size
SELECT
    ask_id, submission, file_name, sha256, sheet, "row", "column", cell,
    fuel, coalesce(fuel_raw, cell) AS fuel_raw,
    CAST("share" * 100 AS DECIMAL(6, 3)) AS amount, '%' AS amount_unit,
    first_day AS part_start, last_day AS part_end,
    period_start < window_start OR period_end > window_end AS is_split, keeps_out AS why,
    period_start AS row_start, period_end AS row_end,
    CASE WHEN keeps_out IS NULL THEN 'declared' END AS share_status,
    CAST(least_share AS DECIMAL(7, 6)) AS numerator,
    CAST(1 - (greatest_share - least_share) AS DECIMAL(7, 6)) AS denominator,
    CAST(greatest_share - least_share AS DECIMAL(7, 6)) AS unknown
FROM declared_part
