-- one row per ask and part of an activity row: what was driven or carried, and what counts of it
SELECT
    p.ask_id, p.submission, p.file_name, p.sha256, p.sheet, p."row", p."column", p.cell,
    p.vehicle_id, p.fuel, p.fuel_raw, p.part_quantity AS amount, p.activity AS amount_unit,
    p.part_start, p.part_end, p.is_split, p.why, p.period_start AS row_start,
    p.period_end AS row_end,
    CAST(1 AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, p.least AS share_low,
    p.most AS share_high, p.status AS share_status, p.share_source,
    p.part_quantity * p.least AS numerator,
    p.part_quantity - p.part_quantity * (p.most - p.least) AS denominator,
    p.part_quantity * (p.most - p.least) AS unknown,
    CASE
        WHEN p.quantity IS NULL THEN 'missing_activity'
        WHEN p.quantity < 0 AND p.least != p.most THEN 'unnamed_credit'
    END AS unbounded
FROM (
    -- A row that names its fuel is judged by it; else by what its vehicle was given (rule 23).
    SELECT
        a.* EXCLUDE (vehicle_level),
        CAST(CASE
            WHEN a.fuel IS NOT NULL OR a.is_questioned THEN a.share_low
            ELSE coalesce(CAST(r.is_counted AS INTEGER), 0)
        END AS DECIMAL(9, 6)) AS least,
        CAST(CASE
            WHEN a.fuel IS NOT NULL OR a.is_questioned THEN a.share_high
            ELSE coalesce(CAST(r.is_counted AS INTEGER), 1)
        END AS DECIMAL(9, 6)) AS most,
        CASE
            WHEN a.fuel IS NOT NULL OR a.is_questioned THEN a.share_status
            WHEN r.is_counted IS NULL THEN 'missing'
        END AS status
    FROM activity_part AS a
    LEFT JOIN vehicle_run AS r ON r.ask_id = a.ask_id AND r.vehicle_id = a.vehicle_id
) AS p
