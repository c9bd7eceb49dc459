-- one row per ask and row of fuel or activity on some of its days, and what keeps it out (`why`);
-- `ask` is a registered frame of what is asked, and `fuel_row` holds the rows of fuel
, driven AS (
    SELECT
        TRUE AS is_fuel, submission, file_name, sha256, contract, country, sheet, "row", "column",
        cell, vehicle_id, fuel, fuel_raw, quantity, unit, distance_km, place,
        lower(trim(buyer)) AS buyer,
        CAST(NULL AS DECIMAL(18, 3)) AS person_km, CAST(NULL AS DECIMAL(18, 3)) AS tonne_km,
        CAST(NULL AS DECIMAL(18, 3)) AS trips,
        grade, is_duplicate, is_questioned, period_start, period_end
    FROM fuel_row
    UNION ALL
    SELECT
        FALSE AS is_fuel, submission, file_name, sha256, contract, country, sheet, "row",
        "column", cell, vehicle_id, fuel, fuel_raw, CAST(NULL AS DECIMAL(18, 3)) AS quantity,
        NULL AS unit, distance_km, NULL AS place, lower(trim(buyer)) AS buyer,
        person_km, tonne_km, trips,
        grade, is_duplicate, is_questioned, period_start, period_end
    FROM app.activity_fact
),
met AS (
    -- Uncut asks take whole rows: a row across a border is judged as it stands (rule 2).
    SELECT
        a.ask_id, a.requirement, a.fuel_set, a.factor_set, a.electricity, a.counts_fossil,
        a.vehicle_level, a.vehicle_set, a.vehicle_count, a.activity, a.level_rank, a.report_type,
        a.unit AS measured_in, a.window_start, a.window_end, f.is_fuel,
        f.submission, f.file_name, f.sha256, f.contract, f.country,
        f.sheet, f."row", f."column", f.cell, f.vehicle_id, f.fuel_raw, f.unit,
        CAST(NULL AS BIGINT) AS row_count,
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
)
