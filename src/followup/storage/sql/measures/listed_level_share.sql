-- one row per ask and vehicle or machine: whether it reaches the clause's class, stage, age or drive
SELECT
    j.ask_id, j.submission, j.file_name, j.sha256, j.sheet, j."row", j."column", j.cell,
    j.vehicle_id, NULL AS fuel, j.said AS fuel_raw, CAST(j.weight AS DECIMAL(38, 3)) AS amount,
    j.unit AS amount_unit, j.start_date AS part_start, j.end_date AS part_end,
    FALSE AS is_split, j.why, j.start_date AS row_start, j.end_date AS row_end,
    CAST(NULL AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, NULL AS share_low,
    NULL AS share_high, CASE WHEN j.is_reached IS NULL THEN 'missing' END AS share_status,
    NULL AS share_source,
    CAST(CASE WHEN j.is_reached THEN j.weight ELSE 0 END AS DECIMAL(38, 15)) AS numerator,
    CAST(CASE WHEN j.is_reached IS NULL THEN 0 ELSE j.weight END AS DECIMAL(38, 15))
        AS denominator,
    CAST(CASE WHEN j.is_reached IS NULL THEN j.weight ELSE 0 END AS DECIMAL(38, 15)) AS unknown,
    NULL AS unbounded
FROM (
    SELECT
        v.ask_id, v.submission, v.file_name, v.sha256, v.sheet, v."row", v."column", v.cell,
        v.vehicle_id, v.start_date, v.end_date, v.weight, v.why,
        CASE a.level_kind
            WHEN 'age' THEN CAST(v.model_year AS VARCHAR)
            WHEN 'drive' THEN v.drivetrain_raw
            ELSE coalesce(v.level_raw, v.drivetrain_raw)
        END AS said,
        a.unit,
        CASE
            -- Whether it is of the clause's set is not said: it may count or not.
            WHEN v.is_in_set IS NULL THEN NULL
            -- A list knows the year alone: the age is the years between the two calendar years.
            WHEN a.level_kind = 'age' THEN year(v.window_end) - v.model_year <= a.level_rank
            WHEN a.level_kind = 'drive' THEN v.drivetrain IN ('electric', 'hydrogen')
            WHEN v.rank_low >= a.level_rank THEN TRUE
            WHEN v.rank_high < a.level_rank THEN FALSE
        END AS is_reached
    FROM vehicle_in_service AS v
    INNER JOIN (
        SELECT DISTINCT ask_id, level_kind, level_rank, unit FROM ask
    ) AS a ON a.ask_id = v.ask_id
    UNION ALL
    -- A vehicle that was fuelled and stands on no list was used: nobody knows its class.
    SELECT
        p.ask_id, p.place.submission, p.place.file_name, p.place.sha256, p.place.sheet,
        p.place."row", p.place."column", p.place.cell, p.vehicle_id, p.start_date, p.end_date,
        p.weight, NULL AS why, NULL AS said, p.unit, CAST(NULL AS BOOLEAN) AS is_reached
    FROM unlisted AS p
) AS j
