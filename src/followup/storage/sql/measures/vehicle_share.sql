-- one row per ask and vehicle that was fuelled or stands on a list: what it runs on
SELECT
    r.ask_id, r.place.submission AS submission, r.place.file_name AS file_name,
    r.place.sha256 AS sha256, r.place.sheet AS sheet, r.place."row" AS "row",
    r.place."column" AS "column", r.place.cell AS cell,
    r.vehicle_id, NULL AS fuel, r.fuels AS fuel_raw, r.energy_mj AS amount, 'MJ' AS amount_unit,
    r.part_start, r.part_end, r.is_split,
    coalesce(r.why, CASE WHEN NOT s.is_counted THEN s.kept_out END) AS why, r.row_start, r.row_end,
    r.vehicle_level AS factor, NULL AS factor_source, NULL AS share_low, NULL AS share_high,
    r.share_status, NULL AS share_source,
    -- Renewable-run only with fuel evidence at the clause's level in the worst case (rule 23).
    CAST(CASE WHEN is_known AND r.low_mj >= r.level_mj THEN weighs ELSE 0 END AS DECIMAL(38, 15))
        AS numerator,
    CAST(CASE WHEN is_known THEN weighs ELSE 0 END AS DECIMAL(38, 15)) AS denominator,
    CAST(CASE WHEN is_known THEN 0 ELSE weighs END AS DECIMAL(38, 15)) AS unknown,
    CASE WHEN r.vehicle_id IS NULL THEN 'missing_registration' END AS unbounded
FROM (
    SELECT
        p.ask_id, p.vehicle_id, p.why,
        -- The first of the vehicle's rows stands for them, whole: file, sheet and row together.
        min({
            'file_name': p.file_name, 'sheet': p.sheet, 'row': p."row", 'column': p."column",
            'cell': p.cell, 'submission': p.submission, 'sha256': p.sha256
        }) AS place,
        string_agg(DISTINCT p.fuel_raw, ', ' ORDER BY p.fuel_raw) AS fuels,
        min(p.part_start) AS part_start, max(p.part_end) AS part_end,
        bool_or(p.is_split) AS is_split, min(p.period_start) AS row_start,
        max(p.period_end) AS row_end, any_value(p.vehicle_level) AS vehicle_level,
        max(p.share_status) AS share_status,
        p.vehicle_id IS NOT NULL AND sum(p.energy_mj) > 0
            AND bool_and(p.energy_mj IS NOT NULL AND NOT p.is_unnamed_credit) AS is_certain,
        sum(p.energy_mj) AS energy_mj,
        sum(p.energy_mj * p.share_low) AS low_mj,
        sum(p.energy_mj * p.share_high) AS high_mj,
        sum(p.energy_mj) * any_value(p.vehicle_level) AS level_mj,
        any_value(p.vehicle_count) = 'vehicle_days' AS is_by_day,
        any_value(p.window_end - p.window_start + 1) AS window_days,
        any_value(p.vehicle_set) IS NULL AND any_value(p.vehicle_count) = 'used' AS takes_any
    FROM fuel_part AS p
    GROUP BY p.ask_id, p.vehicle_id, p.why
) AS r
LEFT JOIN service AS s ON s.ask_id = r.ask_id AND s.vehicle_id = r.vehicle_id
CROSS JOIN LATERAL (
    SELECT
        -- Days in service are told by a list alone; without one at most all of the window's.
        CASE WHEN s.is_counted THEN s.weight WHEN r.is_by_day THEN r.window_days ELSE 1 END
            AS weighs,
        r.is_certain AND (r.low_mj >= r.level_mj OR r.high_mj < r.level_mj)
            AND (r.takes_any OR s.is_counted AND coalesce(s.is_in_set, FALSE)) IS TRUE AS is_known
) AS l
UNION ALL
SELECT
    v.ask_id, v.submission, v.file_name, v.sha256, v.sheet, v."row", v."column", v.cell,
    v.vehicle_id, NULL AS fuel, v.drivetrain_raw AS fuel_raw, NULL AS amount,
    NULL AS amount_unit, v.start_date AS part_start, v.end_date AS part_end,
    FALSE AS is_split, v.why, v.start_date AS row_start, v.end_date AS row_end,
    NULL AS factor, NULL AS factor_source, NULL AS share_low, NULL AS share_high,
    'missing' AS share_status, NULL AS share_source,
    CAST(0 AS DECIMAL(38, 15)) AS numerator, CAST(0 AS DECIMAL(38, 15)) AS denominator,
    CAST(v.weight AS DECIMAL(38, 15)) AS unknown, NULL AS unbounded
FROM vehicle_in_service AS v
WHERE v.why IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM fuel_part AS p
    WHERE p.ask_id = v.ask_id AND p.vehicle_id = v.vehicle_id
      AND p.why IS DISTINCT FROM 'outside_contract'
)
