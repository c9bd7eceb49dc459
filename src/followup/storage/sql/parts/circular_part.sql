-- one row per ask, row of packaging, furniture or food waste and stretch of the ask's days; what is
-- measured is its amount, and of it what its class, its fraction or what was moved says. `activity`
-- of the ask is the basis: what a row is measured on
, circular_candidate AS (
    SELECT
        a.*, f.submission, f.file_name, f.sha256, f.sheet, f."row", f."column", f.cell,
        f.is_questioned, f.is_duplicate, f.period_start, f.period_end,
        f.packaging_class AS class,
        f.packaging_class_raw AS said,
        CASE WHEN a.activity IN ('packaging_units', 'rotations') THEN f.units
            ELSE f.weight_kg END AS quantity,
        CASE WHEN a.activity IN ('packaging_units', 'rotations') THEN 'package'
            ELSE 'kg' END AS quantity_unit,
        -- Part of the amount: what is recycled in it, or how many times each piece was used.
        CASE a.activity WHEN 'recycled_content' THEN f.recycled_content
            WHEN 'rotations' THEN f.rotations END AS each,
        CASE WHEN a.activity = 'packaging_return' THEN f.returned_kg END AS moved,
        NULL AS kitchen,
        CASE WHEN a.activity = 'rotations' AND f.packaging_class != 'reuse'
            AND NOT f.is_questioned THEN 'other_class' END AS not_of_measure
    FROM ask AS a
    INNER JOIN app.packaging_fact AS f
        ON f.contract = a.contract AND f.period_start <= a.end_date
        AND f.period_end >= a.start_date
    WHERE a.activity IN ('packaging_kg', 'packaging_units', 'recycled_content',
        'packaging_return', 'rotations')
    UNION ALL BY NAME
    SELECT
        a.*, f.submission, f.file_name, f.sha256, f.sheet, f."row", f."column", f.cell,
        f.is_questioned, f.is_duplicate, f.period_start, f.period_end,
        CASE a.activity
            WHEN 'furniture_ecolabel' THEN CASE WHEN f.acquisition IS NOT NULL
                THEN CASE f.is_ecolabelled WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' END END
            WHEN 'furniture_repair'
                THEN CASE f.is_repaired WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' END
            ELSE f.acquisition
        END AS class,
        f.acquisition_raw AS said,
        CASE
            WHEN a.activity = 'furniture_value' THEN f.purchase_value
            -- What was only taken back or disposed of was not acquired, and is none of it.
            WHEN a.activity = 'furniture_take_back' AND NOT f.is_acquired THEN 0
            ELSE f.pieces
        END AS quantity,
        CASE WHEN a.activity = 'furniture_value' THEN coalesce(f.currency, '?') ELSE 'piece' END
            AS quantity_unit,
        NULL AS each,
        CASE WHEN a.activity = 'furniture_take_back' THEN f.taken_back_pieces END AS moved,
        NULL AS kitchen,
        CASE
            WHEN NOT f.is_acquired
                AND NOT (a.activity = 'furniture_take_back' AND f.taken_back_pieces IS NOT NULL)
                THEN 'not_acquired'
            WHEN a.activity = 'furniture_ecolabel' AND f.acquisition != 'new'
                AND NOT f.is_questioned THEN 'not_new'
        END AS not_of_measure
    FROM ask AS a
    INNER JOIN app.furniture_fact AS f
        ON f.contract = a.contract AND f.period_start <= a.end_date
        AND f.period_end >= a.start_date
    WHERE a.activity IN ('furniture_pieces', 'furniture_value', 'furniture_ecolabel',
        'furniture_repair', 'furniture_take_back')
    UNION ALL BY NAME
    SELECT
        a.*, f.submission, f.file_name, f.sha256, f.sheet, f."row", f."column", f.cell,
        f.is_questioned, f.is_duplicate, f.period_start, f.period_end,
        f.waste_scope AS class,
        f.waste_scope_raw AS said,
        f.portions AS quantity, 'portion' AS quantity_unit,
        NULL AS each, f.waste_kg * 1000 AS moved,
        concat_ws(chr(31), f.contract, f.reporter, lower(trim(f.kitchen))) AS kitchen,
        NULL AS not_of_measure
    FROM ask AS a
    INNER JOIN app.food_waste_fact AS f
        ON f.contract = a.contract AND f.period_start <= a.end_date
        AND f.period_end >= a.start_date
    WHERE a.activity IN ('food_waste', 'plate_waste')
),
circular_span AS (
    SELECT
        c.* REPLACE (
            -- A questioned row is unknown by whatever it says; its amount bounds it.
            CASE WHEN NOT c.is_questioned THEN c.class END AS class,
            CASE WHEN NOT c.is_questioned THEN c.each END AS each,
            CASE WHEN NOT c.is_questioned THEN c.moved END AS moved,
            CASE
                WHEN c.why IS NOT NULL THEN c.why
                WHEN c.is_duplicate THEN 'duplicate_row'
                WHEN EXISTS (
                    SELECT 1 FROM exempted AS x
                    WHERE x.contract = c.contract AND x.is_whole AND c.requirement IS NOT NULL
                        AND (x.requirement IS NULL OR x.requirement = c.requirement)
                        AND x.period_start <= greatest(c.period_start, c.start_date)
                        AND x.period_end >= least(c.period_end, c.end_date)
                ) THEN 'exempt'
                ELSE c.not_of_measure
            END AS why
        ),
        -- Uncut asks take whole rows: a row across a border is judged as it stands (rule 2).
        CASE WHEN c.is_uncut THEN c.period_start
            ELSE greatest(c.period_start, c.start_date) END AS part_start,
        CASE WHEN c.is_uncut THEN c.period_end
            ELSE least(c.period_end, c.end_date) END AS part_end,
        c.period_end - c.period_start + 1 AS row_days,
        c.period_start < c.window_start OR c.period_end > c.window_end
        -- A dispens over some of the row's days cuts it as a border does.
        OR EXISTS (
            SELECT 1 FROM exempted AS x
            WHERE x.contract = c.contract AND x.is_whole AND c.requirement IS NOT NULL
                AND (x.requirement IS NULL OR x.requirement = c.requirement)
                AND x.period_start <= c.period_end AND x.period_end >= c.period_start
                AND (x.period_start > c.period_start OR x.period_end < c.period_end)
        ) AS is_split
    FROM circular_candidate AS c
),
circular_elsewhere AS (
    -- A file stored for several contracts: a goal counts each of its rows once (rule 7), for the
    -- contract where most of the row's days fall.
    SELECT DISTINCT c.ask_id, c.submission, c.sheet, c."row", c."column"
    FROM circular_span AS c
    WHERE c.requirement IS NULL AND c.sha256 IN (
        SELECT s.sha256 FROM app.current_submission AS s
        GROUP BY s.sha256 HAVING count(*) > 1
    )
    QUALIFY c.submission != first_value(c.submission) OVER (
        PARTITION BY c.ask_id, c.sha256, c.sheet, c."row", c."column"
        ORDER BY c.why IS NOT NULL, c.part_end - c.part_start DESC, c.contract, c.submission
    )
),
circular_part AS (
    -- Thousandths up to the last day less thousandths up to the first: the parts of a row sum
    -- to the row whatever the borders, with integers only.
    SELECT
        c.* REPLACE (
            CASE WHEN o.submission IS NULL THEN c.why
                ELSE coalesce(c.why, 'counted_elsewhere') END AS why
        ),
        CAST(
            CAST(c.quantity * 1000 AS HUGEINT) * (c.part_end - c.period_start + 1) // c.row_days
            - CAST(c.quantity * 1000 AS HUGEINT) * (c.part_start - c.period_start) // c.row_days
            AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) AS part_quantity,
        CAST(
            CAST(c.moved * 1000 AS HUGEINT) * (c.part_end - c.period_start + 1) // c.row_days
            - CAST(c.moved * 1000 AS HUGEINT) * (c.part_start - c.period_start) // c.row_days
            AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) AS part_moved
    FROM circular_span AS c
    LEFT JOIN circular_elsewhere AS o
        ON o.ask_id = c.ask_id AND o.submission = c.submission AND o."row" = c."row"
        AND o.sheet IS NOT DISTINCT FROM c.sheet AND o."column" IS NOT DISTINCT FROM c."column"
)
