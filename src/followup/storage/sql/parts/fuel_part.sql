-- one row per ask, fuel or activity row and span of days on which its share and factors stand
-- still; `ask` is a registered frame of what is asked, `figure` one of figures (queries/figures),
-- and `fuel_row` holds the rows of fuel, or groups of row_count rows (storage/summaries.py)
, exempted AS MATERIALIZED (
    SELECT * FROM app.exempted
),
driven AS (
    SELECT
        TRUE AS is_fuel, submission, file_name, sha256, contract, country, sheet, "row", "column",
        cell, vehicle_id, fuel, fuel_raw, quantity, unit, distance_km, place,
        lower(trim(buyer)) AS buyer,
        CAST(NULL AS DECIMAL(18, 3)) AS person_km, CAST(NULL AS DECIMAL(18, 3)) AS tonne_km,
        CAST(NULL AS DECIMAL(18, 3)) AS trips,
        grade, is_duplicate, is_questioned, period_start, period_end, row_count
    FROM fuel_row
    UNION ALL
    SELECT
        FALSE AS is_fuel, submission, file_name, sha256, contract, country, sheet, "row",
        "column", cell, vehicle_id, fuel, fuel_raw, CAST(NULL AS DECIMAL(18, 3)) AS quantity,
        NULL AS unit, distance_km, NULL AS place, lower(trim(buyer)) AS buyer,
        person_km, tonne_km, trips,
        grade, is_duplicate, is_questioned, period_start, period_end,
        CAST(NULL AS BIGINT) AS row_count
    FROM app.activity_fact
),
candidate AS (
    -- Uncut asks take whole rows: a row across a border is judged as it stands (rule 2).
    SELECT
        a.ask_id, a.requirement, a.fuel_set, a.factor_set, a.electricity, a.counts_fossil,
        a.vehicle_level, a.vehicle_set, a.vehicle_count, a.activity, a.level_rank, a.report_type,
        a.unit AS measured_in, a.window_start, a.window_end, f.is_fuel,
        f.submission, f.file_name, f.sha256, f.contract, f.country,
        f.sheet, f."row", f."column", f.cell, f.vehicle_id, f.fuel_raw, f.unit, f.row_count,
        -- A row that must name its buyer and does not may be anybody's: unknown with each.
        coalesce(a.buyer != '' AND a.part_whole IS NULL, FALSE)
            AND NOT coalesce(list_contains(a.buyers, f.buyer), FALSE) AS is_unplaced,
        a.part_before, a.part_through, a.part_whole,
        f.is_questioned OR is_unplaced AS is_questioned,
        CASE WHEN f.is_questioned OR is_unplaced THEN NULL ELSE f.fuel END AS fuel,
        -- Of an activity row the amount is what the clause is measured on.
        CASE
            WHEN f.is_fuel THEN f.quantity
            WHEN a.activity = 'person_km' THEN f.person_km
            WHEN a.activity = 'tonne_km' THEN f.tonne_km
            WHEN a.activity = 'trips' THEN f.trips
            ELSE f.distance_km
        END AS quantity,
        f.distance_km, f.period_start, f.period_end,
        CASE WHEN a.is_uncut THEN f.period_start
            ELSE greatest(f.period_start, a.start_date) END AS span_start,
        CASE WHEN a.is_uncut THEN f.period_end
            ELSE least(f.period_end, a.end_date) END AS span_end,
        f.period_start < a.window_start OR f.period_end > a.window_end
        -- A dispens over some of the row's days cuts it as a border does.
        OR EXISTS (
            SELECT 1
            FROM exempted AS x
            WHERE x.contract = f.contract AND a.requirement IS NOT NULL
              AND (x.requirement IS NULL OR x.requirement = a.requirement)
              AND (x.vehicle_id = f.vehicle_id OR x.vehicle_id IS NULL AND x.category IS NULL)
              AND (x.fuel IS NULL OR x.fuel = f.fuel)
              AND (x.place IS NULL OR x.place = lower(trim(f.place)))
              AND x.period_start <= f.period_end AND x.period_end >= f.period_start
              AND (x.period_start > f.period_start OR x.period_end < f.period_end)
        ) AS is_split,
        CASE
            WHEN a.why IS NOT NULL THEN a.why
            WHEN f.is_duplicate THEN 'duplicate_row'
            WHEN a.part_whole IS NULL AND f.buyer != a.buyer AND list_contains(a.buyers, f.buyer)
                THEN 'other_buyer'
            WHEN f.grade = 'declared' AND NOT a.accepts_declared THEN 'declared'
            WHEN EXISTS (
                SELECT 1
                FROM exempted AS x
                -- A dispens is from a clause; a goal is asked without one and knows none.
                WHERE x.contract = f.contract AND a.requirement IS NOT NULL
                  AND (x.requirement IS NULL OR x.requirement = a.requirement)
                  AND (x.vehicle_id = f.vehicle_id OR x.vehicle_id IS NULL AND x.category IS NULL)
                  AND (x.fuel IS NULL OR x.fuel = f.fuel)
                  AND (x.place IS NULL OR x.place = lower(trim(f.place)))
                  AND x.period_start <= greatest(f.period_start, a.start_date)
                  AND x.period_end >= least(f.period_end, a.end_date)
            ) THEN 'exempt'
        END AS why
    FROM ask AS a
    INNER JOIN driven AS f
        ON f.contract = a.contract AND (f.is_fuel OR a.activity IS NOT NULL)
        AND f.period_start <= a.end_date
        AND f.period_end >= a.start_date
),
counted_elsewhere AS (
    -- A file stored for several contracts: a goal counts each of its rows once (rule 7), for the
    -- contract where most of the row's days fall.
    SELECT DISTINCT c.ask_id, c.submission, c.sheet, c."row", c."column"
    FROM candidate AS c
    WHERE app.may_hold('goal') AND c.requirement IS NULL AND c.sha256 IN (
        SELECT s.sha256 FROM app.current_submission AS s
        GROUP BY s.sha256 HAVING count(*) > 1
    )
    QUALIFY c.submission != first_value(c.submission) OVER (
        PARTITION BY c.ask_id, c.sha256, c.sheet, c."row", c."column"
        ORDER BY c.why IS NOT NULL, c.span_end - c.span_start DESC, c.contract, c.submission
    )
),
shared AS (
    -- A row on both sides of a change of a figure is cut there; an unknown fuel is 0 to 1. For
    -- electricity of unstated origin the clause decides where it says so, whatever the set.
    SELECT
        c.* REPLACE (
            CASE WHEN o.submission IS NULL THEN c.why ELSE 'counted_elsewhere' END AS why
        ),
        greatest(c.span_start, f.valid_from) AS part_start,
        least(c.span_end, f.valid_to) AS part_end,
        f.g_low, f.g_high, f.ghg_status, f.ghg_source,
        -- A fuel nobody has named holds at most what the richest fuel of its unit holds.
        CASE WHEN c.fuel IS NULL THEN u.mj_per_unit_max ELSE f.mj_per_unit END AS mj_per_unit,
        f.energy_source,
        c.fuel IS NOT DISTINCT FROM 'electricity'
            AND c.electricity IN ('all', 'origin_labelled') AS is_by_clause,
        CAST(CASE
            WHEN is_by_clause THEN CAST((c.electricity = 'all') != c.counts_fossil AS INTEGER)
            ELSE coalesce(f.share_low, 0)
        END AS DECIMAL(9, 6)) AS share_low,
        CAST(CASE
            WHEN is_by_clause THEN CAST((c.electricity = 'all') != c.counts_fossil AS INTEGER)
            ELSE coalesce(f.share_high, 1)
        END AS DECIMAL(9, 6)) AS share_high,
        CASE WHEN is_by_clause THEN 'decided' ELSE coalesce(f.share_status, 'missing') END
            AS share_status,
        f.share_source
    FROM candidate AS c
    LEFT JOIN figure AS f
        ON f.fuel_set IS NOT DISTINCT FROM c.fuel_set
        AND f.factor_set IS NOT DISTINCT FROM c.factor_set
        AND f.country = c.country AND f.fuel = c.fuel AND f.unit IS NOT DISTINCT FROM c.unit
        AND f.valid_from <= c.span_end AND f.valid_to >= c.span_start
    LEFT JOIN ref.unknown_fuel_energy AS u ON u.unit = c.unit
    LEFT JOIN counted_elsewhere AS o
        ON o.ask_id = c.ask_id AND o.submission = c.submission
        AND o."row" = c."row" AND o.sheet IS NOT DISTINCT FROM c.sheet
        AND o."column" IS NOT DISTINCT FROM c."column"
),
divided AS (
    -- Thousandths up to the last day less thousandths up to the first: the parts of a row sum
    -- to the row whatever the borders, with integers only.
    SELECT
        p.*,
        p.period_end - p.period_start + 1 AS row_days,
        p.part_start - p.period_start AS days_before,
        p.part_end - p.period_start + 1 AS days_through
    FROM shared AS p
),
by_day AS (
    SELECT
        d.*,
        CAST(d.quantity * 1000 AS HUGEINT) * d.days_through // d.row_days
        - CAST(d.quantity * 1000 AS HUGEINT) * d.days_before // d.row_days AS day_quantity,
        CAST(d.distance_km * 1000 AS HUGEINT) * d.days_through // d.row_days
        - CAST(d.distance_km * 1000 AS HUGEINT) * d.days_before // d.row_days AS day_distance
    FROM divided AS d
),
allocated AS (
    -- Of those thousandths a buyer's, by the same formula: over the buyers they sum to the row.
    SELECT
        d.*,
        CAST(
            CASE WHEN d.part_whole IS NULL THEN d.day_quantity
                ELSE d.day_quantity * d.part_through // d.part_whole
                    - d.day_quantity * d.part_before // d.part_whole
            END AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) AS part_quantity,
        CAST(
            CASE WHEN d.part_whole IS NULL THEN d.day_distance
                ELSE d.day_distance * d.part_through // d.part_whole
                    - d.day_distance * d.part_before // d.part_whole
            END AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) AS part_distance_km
    FROM by_day AS d
),
fuel_part AS (
    SELECT
        p.*,
        -- A credit of a fuel nobody has named may be of any fuel and cancels none.
        p.quantity < 0 AND p.fuel IS NULL AS is_unnamed_credit,
        CAST(p.part_quantity AS DECIMAL(38, 3)) * p.mj_per_unit AS energy_mj
    FROM allocated AS p
    WHERE p.is_fuel
),
activity_part AS (
    SELECT p.* FROM allocated AS p WHERE NOT p.is_fuel
)
