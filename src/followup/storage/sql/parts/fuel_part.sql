-- one row per ask, fuel or activity row and span of days on which its share and factors stand
-- still; `candidate` is what the asks met of rows (parts/fuel_met) and of sums (parts/fuel_summed),
-- `figure` a registered frame of figures (queries/figures)
, counted_elsewhere AS (
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
