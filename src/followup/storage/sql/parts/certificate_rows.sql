-- one row per ask, certificate and stretch of days: what it moves within the energy of the rows;
-- denominator and unknown together stay what the rows make them
SELECT
    ask_id, submission, file_name, sha256, sheet, "row", "column", cell, fuel,
    coalesce(certificate_number, cell) AS fuel_raw, amount, unit AS amount_unit,
    part_start, part_end,
    period_start < window_start OR period_end > window_end AS is_split,
    CAST(NULL AS VARCHAR) AS why,
    period_start AS row_start, period_end AS row_end,
    mj_low AS factor, factor_source,
    'certificate' AS share_status,
    CASE WHEN counts_fossil THEN -moved_mj ELSE sure_mj END AS numerator,
    sure_mj - moved_mj AS denominator,
    moved_mj - sure_mj AS unknown
FROM certificate_part
UNION ALL BY NAME
SELECT
    ask_id, submission, file_name, sha256, sheet, "row", "column", cell, fuel,
    coalesce(certificate_number, cell) AS fuel_raw, quantity AS amount, unit AS amount_unit,
    first_day AS part_start, last_day AS part_end, FALSE AS is_split, why,
    period_start AS row_start, period_end AS row_end
FROM certificate_why
WHERE why IS NOT NULL
