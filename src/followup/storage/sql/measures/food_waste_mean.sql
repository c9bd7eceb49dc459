-- one row per ask and part of a weighing of food waste: grams, and the portions they are divided by.
-- The portions of a kitchen and its days are told once, however many kinds of waste were weighed
WITH weighing AS (
    SELECT
        p.* REPLACE (
            CASE
                WHEN p.why IS NOT NULL OR p.class IS NULL THEN p.why
                WHEN p.activity = 'plate_waste' AND p.class IN ('serving', 'kitchen')
                    THEN 'other_class'
                -- Weighed together and apart: the whole holds, or the same grams count twice.
                WHEN p.activity = 'plate_waste' AND p.class = 'total' AND k.has_plate
                    THEN 'other_class'
                WHEN p.activity = 'food_waste' AND p.class != 'total' AND k.has_total
                    THEN 'in_total'
            END AS why
        ),
        CASE
            WHEN p.activity = 'plate_waste' THEN k.has_plate
            ELSE k.has_total OR k.has_plate AND k.has_serving AND k.has_kitchen
        END AS is_whole
    FROM circular_part AS p
    LEFT JOIN (
        SELECT
            ask_id, kitchen, part_start, part_end,
            coalesce(bool_or(class = 'plate'), FALSE) AS has_plate,
            coalesce(bool_or(class = 'serving'), FALSE) AS has_serving,
            coalesce(bool_or(class = 'kitchen'), FALSE) AS has_kitchen,
            coalesce(bool_or(class = 'total'), FALSE) AS has_total
        FROM circular_part
        WHERE why IS NULL
        GROUP BY ask_id, kitchen, part_start, part_end
    ) AS k
        ON k.ask_id = p.ask_id AND k.kitchen = p.kitchen AND k.part_start = p.part_start
        AND k.part_end = p.part_end
),
served AS (
    SELECT
        ask_id, kitchen, part_start, part_end,
        min(portions) AS portions, max(portions) AS most_portions
    FROM (
        -- What one kind of waste says of the portions, where none of its rows is silent.
        SELECT
            ask_id, kitchen, part_start, part_end, class,
            CASE WHEN count(*) = count(part_quantity) THEN sum(part_quantity) END AS portions
        FROM weighing
        WHERE why IS NULL
        GROUP BY ask_id, kitchen, part_start, part_end, class
    ) AS each
    GROUP BY ask_id, kitchen, part_start, part_end
),
placed AS (
    SELECT
        w.*, s.portions, s.most_portions,
        w.why IS NULL AND row_number() OVER (
            PARTITION BY w.ask_id, w.kitchen, w.part_start, w.part_end
            ORDER BY w.why IS NOT NULL, w.class, w.submission, w.sheet, w."row", w."column"
        ) = 1 AS is_first
    FROM weighing AS w
    LEFT JOIN served AS s
        ON s.ask_id = w.ask_id AND s.kitchen = w.kitchen AND s.part_start = w.part_start
        AND s.part_end = w.part_end
)
SELECT
    p.ask_id, p.submission, p.file_name, p.sha256, p.sheet, p."row", p."column", p.cell,
    NULL AS vehicle_id, NULL AS fuel, p.said AS fuel_raw,
    CAST(p.part_moved AS DECIMAL(38, 3)) AS amount, 'g' AS amount_unit, p.part_start,
    p.part_end, p.is_split, p.why, p.period_start AS row_start, p.period_end AS row_end,
    CAST(NULL AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, NULL AS share_low,
    NULL AS share_high, NULL AS share_status, NULL AS share_source,
    CAST(p.part_moved AS DECIMAL(38, 3)) AS numerator,
    CAST(CASE WHEN p.is_first THEN p.portions ELSE 0 END AS DECIMAL(38, 3)) AS denominator,
    CAST(0 AS DECIMAL(38, 3)) AS unknown,
    CASE
        WHEN p.moved IS NULL THEN 'missing_activity'
        WHEN p.class IS NULL THEN 'class_unknown'
        WHEN NOT p.is_whole THEN 'missing_scope'
        WHEN p.portions IS NULL THEN 'missing_portions'
        WHEN p.portions != p.most_portions THEN 'portions_differ'
    END AS unbounded
FROM placed AS p
