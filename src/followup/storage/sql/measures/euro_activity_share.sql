-- one row per ask and part of an activity row: what vehicles of the clause's Euro class drove
SELECT
    p.ask_id, p.submission, p.file_name, p.sha256, p.sheet, p."row", p."column", p.cell,
    p.vehicle_id, NULL AS fuel, p.level_raw AS fuel_raw, p.part_quantity AS amount,
    p.activity AS amount_unit, p.part_start, p.part_end, p.is_split, p.why,
    p.period_start AS row_start, p.period_end AS row_end,
    CAST(1 AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, NULL AS share_low,
    NULL AS share_high, CASE WHEN p.is_reached IS NULL THEN 'missing' END AS share_status,
    NULL AS share_source,
    CASE WHEN p.is_reached THEN p.part_quantity ELSE 0 END AS numerator,
    CASE WHEN p.is_reached IS NULL THEN 0 ELSE p.part_quantity END AS denominator,
    CASE WHEN p.is_reached IS NULL THEN p.part_quantity ELSE 0 END AS unknown,
    CASE
        WHEN p.quantity IS NULL THEN 'missing_activity'
        WHEN p.quantity < 0 AND p.is_reached IS NULL THEN 'unnamed_credit'
    END AS unbounded
FROM (
    SELECT
        a.*, v.level_raw,
        CASE
            WHEN a.is_questioned OR v.is_in_set IS NULL THEN NULL
            WHEN v.rank_low >= a.level_rank THEN TRUE
            WHEN v.rank_high < a.level_rank THEN FALSE
        END AS is_reached
    FROM (
        SELECT
            a.* REPLACE (
                -- A vehicle outside the clause's set is listed and does not count.
                coalesce(a.why, CASE WHEN NOT s.is_counted THEN s.kept_out END) AS why
            )
        FROM activity_part AS a
        LEFT JOIN service AS s ON s.ask_id = a.ask_id AND s.vehicle_id = a.vehicle_id
    ) AS a
    LEFT JOIN vehicle_in_service AS v
        ON v.ask_id = a.ask_id AND v.vehicle_id = a.vehicle_id AND v.why IS NULL
) AS p
