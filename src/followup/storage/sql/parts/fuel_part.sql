-- one row per ask, fuel row and span of days on which one share and one emission factor hold;
-- `ask` is a registered frame of what is asked
WITH
candidate AS (
    -- Uncut asks take whole rows: a row across a border is judged as it stands (rule 2).
    SELECT
        a.ask_id, a.requirement, a.fuel_set, a.factor_set, a.electricity, a.counts_fossil,
        a.vehicle_level,
        f.submission, f.file_name, f.sha256, f.contract, f.country,
        f.sheet, f."row", f."column", f.cell, f.vehicle_id, f.fuel_raw, f.unit, f.is_questioned,
        CASE WHEN f.is_questioned THEN NULL ELSE f.fuel END AS fuel,
        f.quantity, f.distance_km, f.period_start, f.period_end,
        CASE WHEN a.is_uncut THEN f.period_start
            ELSE greatest(f.period_start, a.start_date) END AS span_start,
        CASE WHEN a.is_uncut THEN f.period_end
            ELSE least(f.period_end, a.end_date) END AS span_end,
        f.period_start < a.window_start OR f.period_end > a.window_end AS is_split,
        CASE
            WHEN a.why IS NOT NULL THEN a.why
            WHEN f.is_duplicate THEN 'duplicate_row'
            WHEN f.grade = 'declared' AND NOT a.accepts_declared THEN 'declared'
            WHEN EXISTS (
                SELECT 1
                FROM store.main.exemption AS x
                -- A dispens is from a clause; a goal is asked without one and knows none.
                WHERE x.contract = f.contract AND a.requirement IS NOT NULL
                  AND (x.requirement IS NULL OR x.requirement = a.requirement)
                  AND (x.vehicle_id IS NOT NULL OR x.fuel IS NOT NULL)
                  AND (x.vehicle_id IS NULL OR x.vehicle_id = f.vehicle_id)
                  AND (x.fuel IS NULL OR x.fuel = f.fuel)
                  AND x.decided_date <= getvariable('as_of')
                  AND x.period_start <= greatest(f.period_start, a.start_date)
                  AND x.period_end >= least(f.period_end, a.end_date)
            ) THEN 'exempt'
        END AS why
    FROM ask AS a
    INNER JOIN app.fuel_fact AS f
        ON f.contract = a.contract
        AND f.period_start <= a.end_date
        AND f.period_end >= a.start_date
),
counted_elsewhere AS (
    -- A file stored for several contracts: a goal counts each of its rows once (rule 7), for the
    -- contract where most of the row's days fall.
    SELECT DISTINCT c.ask_id, c.submission, c.sheet, c."row", c."column"
    FROM candidate AS c
    WHERE c.requirement IS NULL AND c.sha256 IN (
        SELECT s.sha256 FROM app.current_submission AS s
        GROUP BY s.sha256 HAVING count(*) > 1
    )
    QUALIFY c.submission != first_value(c.submission) OVER (
        PARTITION BY c.ask_id, c.sha256, c.sheet, c."row", c."column"
        ORDER BY c.why IS NOT NULL, c.span_end - c.span_start DESC, c.contract, c.submission
    )
),
shared AS (
    -- A row on both sides of a change of share or factor is cut there; an unknown fuel is 0 to 1.
    SELECT
        c.* REPLACE (
            CASE WHEN o.submission IS NULL THEN c.why ELSE 'counted_elsewhere' END AS why
        ),
        greatest(
            c.span_start, coalesce(s.valid_from, c.span_start), coalesce(g.valid_from, c.span_start)
        ) AS part_start,
        least(c.span_end, coalesce(s.valid_to, c.span_end), coalesce(g.valid_to, c.span_end))
            AS part_end,
        -- A negative factor (manure gas) offsets nothing (rule 18).
        CASE WHEN g.g_low < 0 THEN 0 ELSE g.g_low END AS g_low,
        CASE WHEN g.g_high < 0 THEN 0 ELSE g.g_high END AS g_high,
        g.status AS ghg_status, g.source AS ghg_source,
        CASE
            WHEN s.fuel IS NULL THEN CAST(0 AS DECIMAL(9, 6))
            WHEN c.fuel = 'electricity' AND c.electricity = 'all' AND NOT c.counts_fossil
                THEN s.share_high
            WHEN c.fuel = 'electricity' AND c.electricity = 'origin_labelled' AND c.counts_fossil
                THEN s.share_high
            ELSE s.share_low
        END AS share_low,
        CASE
            WHEN s.fuel IS NULL THEN CAST(1 AS DECIMAL(9, 6))
            WHEN c.fuel = 'electricity' AND c.electricity = 'all' AND c.counts_fossil
                THEN s.share_low
            WHEN c.fuel = 'electricity' AND c.electricity = 'origin_labelled'
                AND NOT c.counts_fossil
                THEN s.share_low
            ELSE s.share_high
        END AS share_high,
        coalesce(s.status, 'missing') AS share_status,
        s.source AS share_source
    FROM candidate AS c
    LEFT JOIN counted_elsewhere AS o
        ON o.ask_id = c.ask_id AND o.submission = c.submission
        AND o."row" = c."row" AND o.sheet IS NOT DISTINCT FROM c.sheet
        AND o."column" IS NOT DISTINCT FROM c."column"
    LEFT JOIN ref.fuel_share AS s
        ON s.fuel_set = c.fuel_set AND s.fuel = c.fuel AND s.country = c.country
        AND s.valid_from <= c.span_end AND s.valid_to >= c.span_start
        AND s.known_from <= getvariable('as_of') AND s.known_to > getvariable('as_of')
    LEFT JOIN ref.ghg_factor AS g
        ON g.fuel = c.fuel AND g.country = c.country AND g.unit = c.unit
        AND g.factor_set = c.factor_set
        AND g.valid_from <= least(c.span_end, coalesce(s.valid_to, c.span_end))
        AND g.valid_to >= greatest(c.span_start, coalesce(s.valid_from, c.span_start))
        AND g.known_from <= getvariable('as_of') AND g.known_to > getvariable('as_of')
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
allocated AS (
    SELECT
        d.*,
        CAST(
            CAST(d.quantity * 1000 AS HUGEINT) * d.days_through // d.row_days
            - CAST(d.quantity * 1000 AS HUGEINT) * d.days_before // d.row_days
            AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) AS part_quantity,
        CAST(
            CAST(d.distance_km * 1000 AS HUGEINT) * d.days_through // d.row_days
            - CAST(d.distance_km * 1000 AS HUGEINT) * d.days_before // d.row_days
            AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) AS part_distance_km
    FROM divided AS d
),
fuel_part AS (
    SELECT
        p.*,
        coalesce(e.mj_per_unit, CASE WHEN p.fuel IS NULL THEN u.mj_per_unit_max END)
            AS mj_per_unit,
        e.source AS energy_source,
        CAST(p.part_quantity AS DECIMAL(38, 3))
        * coalesce(e.mj_per_unit, CASE WHEN p.fuel IS NULL THEN u.mj_per_unit_max END)
            AS energy_mj
    FROM allocated AS p
    LEFT JOIN ref.energy_content AS e
        ON e.fuel = p.fuel AND e.country = p.country AND e.unit = p.unit
        AND e.valid_from <= p.part_start AND e.valid_to >= p.part_start
        AND e.known_from <= getvariable('as_of') AND e.known_to > getvariable('as_of')
    LEFT JOIN ref.unknown_fuel_energy AS u ON u.unit = p.unit
)
