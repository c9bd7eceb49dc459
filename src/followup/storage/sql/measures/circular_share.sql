-- one row per ask and part of a row of packaging or furniture: the part of its amount that is of a
-- class the measure counts, that is recycled material, or that was taken back
SELECT
    p.ask_id, p.submission, p.file_name, p.sha256, p.sheet, p."row", p."column", p.cell,
    NULL AS vehicle_id, NULL AS fuel, p.said AS fuel_raw,
    p.part_quantity AS amount, p.quantity_unit AS amount_unit, p.part_start, p.part_end,
    p.is_split, p.why, p.period_start AS row_start, p.period_end AS row_end,
    CAST(NULL AS DECIMAL(18, 6)) AS factor, NULL AS factor_source,
    CASE WHEN NOT p.is_moved THEN p.least END AS share_low,
    CASE WHEN NOT p.is_moved THEN p.most END AS share_high,
    CASE WHEN p.least != p.most THEN 'missing' END AS share_status,
    NULL AS share_source,
    -- A CASE takes the scale of its narrowest branch: each is widened by itself.
    CASE
        WHEN p.is_moved THEN CAST(p.part_moved AS DECIMAL(38, 9))
        ELSE CAST(p.part_quantity * p.least AS DECIMAL(38, 9))
    END AS numerator,
    CAST(p.part_quantity * (1 - (p.most - p.least)) AS DECIMAL(38, 9)) AS denominator,
    CAST(p.part_quantity * (p.most - p.least) AS DECIMAL(38, 9)) AS unknown,
    CASE
        WHEN p.quantity IS NULL THEN 'missing_activity'
        WHEN p.quantity < 0 AND p.least != p.most THEN 'class_unknown'
        WHEN p.why IS NULL AND p.first_unit != p.last_unit THEN 'mixed_currency'
    END AS unbounded
FROM (
    SELECT
        j.*,
        CAST(CASE
            WHEN j.by_fraction THEN coalesce(j.each, 0)
            WHEN j.counted IS NULL THEN 0
            ELSE coalesce(CAST(contains(j.counted, ' ' || j.class || ' ') AS INTEGER), 0)
        END AS DECIMAL(9, 6)) AS least,
        CAST(CASE
            WHEN j.by_fraction THEN coalesce(j.each, 1)
            WHEN j.counted IS NULL THEN CAST(j.moved IS NULL AS INTEGER)
            ELSE coalesce(CAST(contains(j.counted, ' ' || j.class || ' ') AS INTEGER), 1)
        END AS DECIMAL(9, 6)) AS most,
        NOT j.by_fraction AND j.counted IS NULL AND j.moved IS NOT NULL AS is_moved,
        min(j.quantity_unit) FILTER (j.why IS NULL) OVER (PARTITION BY j.ask_id) AS first_unit,
        max(j.quantity_unit) FILTER (j.why IS NULL) OVER (PARTITION BY j.ask_id) AS last_unit
    FROM (
        SELECT *, activity = 'recycled_content' AS by_fraction FROM circular_part
    ) AS j
) AS p
