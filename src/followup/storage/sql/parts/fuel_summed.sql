-- one row per ask and sort of fuel rows whose sums answer it, added up over reports and days on
-- which no figure changes, with row_count rows each; by contract where it is asked for, and by
-- vehicle where the report is read so (`reading`). What it says is what parts/fuel_met says of rows
, epoch AS (
    -- The last change of any figure before a day; none falls within a sum's own days.
    SELECT h.first_day, max(f.day) AS since
    FROM (
        SELECT DISTINCT first_day FROM own.fuel_month
        UNION SELECT DISTINCT first_day FROM own.fuel_vehicle_month
        WHERE list_contains(getvariable('ways'), 'vehicle')
    ) AS h
    LEFT JOIN (SELECT DISTINCT valid_from AS day FROM figure) AS f ON f.day <= h.first_day
    GROUP BY h.first_day
),
report AS (
    SELECT submission AS report, contract, country, buyer AS report_buyer, way FROM reading
),
kept AS (
    SELECT r.*, m.*, CAST(NULL AS VARCHAR) AS vehicle_id
    FROM own.fuel_month AS m
    INNER JOIN report AS r
        ON r.way = 'month' AND r.report = m.submission
    UNION ALL BY NAME
    SELECT r.*, m.*
    FROM own.fuel_vehicle_month AS m
    INNER JOIN report AS r
        ON r.way = 'vehicle' AND r.report = m.submission
    WHERE list_contains(getvariable('ways'), 'vehicle')
),
asked_sum AS (
    SELECT
        a.ask_id, a.requirement, a.fuel_set, a.factor_set, a.electricity, a.counts_fossil,
        a.vehicle_level, a.vehicle_set, a.vehicle_count, a.activity, a.level_rank, a.report_type,
        a.unit AS measured_in, a.window_start, a.window_end,
        k.submission, k.country, k.vehicle_id, k.unit, k.quantity, k.distance_km, k.row_count,
        k.first_day, k.last_day, e.since,
        CASE WHEN k.way = 'vehicle' OR getvariable('by_contract') THEN k.contract END AS contract,
        coalesce(a.buyer != '', FALSE)
            AND NOT coalesce(list_contains(a.buyers, lower(trim(k.buyer))), FALSE) AS is_unplaced,
        k.is_questioned OR is_unplaced AS is_questioned,
        CASE WHEN k.is_questioned OR is_unplaced THEN NULL ELSE k.fuel END AS fuel,
        CASE
            WHEN a.why IS NOT NULL THEN a.why
            WHEN k.is_duplicate THEN 'duplicate_row'
            WHEN lower(trim(k.buyer)) != a.buyer AND list_contains(a.buyers, lower(trim(k.buyer)))
                THEN 'other_buyer'
            WHEN k.grade = 'declared' AND NOT a.accepts_declared THEN 'declared'
        END AS why
    FROM ask AS a
    INNER JOIN (
        SELECT k.* REPLACE (coalesce(k.buyer, k.report_buyer) AS buyer) FROM kept AS k
    ) AS k
        ON k.contract = a.contract AND k.first_day <= a.end_date AND k.last_day >= a.start_date
    INNER JOIN epoch AS e ON e.first_day = k.first_day
),
summed AS (
    SELECT
        ask_id, any_value(requirement) AS requirement, any_value(fuel_set) AS fuel_set,
        any_value(factor_set) AS factor_set, any_value(electricity) AS electricity,
        any_value(counts_fossil) AS counts_fossil, any_value(vehicle_level) AS vehicle_level,
        any_value(vehicle_set) AS vehicle_set, any_value(vehicle_count) AS vehicle_count,
        any_value(activity) AS activity, any_value(level_rank) AS level_rank,
        any_value(report_type) AS report_type, any_value(measured_in) AS measured_in,
        min(window_start) AS window_start, max(window_end) AS window_end, TRUE AS is_fuel,
        any_value(submission) AS submission, CAST(NULL AS VARCHAR) AS file_name,
        CAST(NULL AS VARCHAR) AS sha256, contract, country, CAST(NULL AS VARCHAR) AS sheet,
        CAST(NULL AS INTEGER) AS "row", CAST(NULL AS VARCHAR) AS "column",
        -- Of a vehicle what counts and what does not are told apart as its rows would be.
        coalesce(why, '') AS cell, vehicle_id, CAST(NULL AS VARCHAR) AS fuel_raw, unit,
        CAST(sum(row_count) AS BIGINT) AS row_count, is_unplaced,
        CAST(NULL AS BIGINT) AS part_before, CAST(NULL AS BIGINT) AS part_through,
        CAST(NULL AS BIGINT) AS part_whole, is_questioned, fuel, sum(quantity) AS quantity,
        sum(distance_km) AS distance_km, min(first_day) AS period_start,
        max(last_day) AS period_end, min(first_day) AS span_start, max(last_day) AS span_end,
        FALSE AS is_split, why
    FROM asked_sum
    GROUP BY
        ask_id, why, contract, country, vehicle_id, fuel, unit, is_questioned, is_unplaced, since,
        quantity < 0, distance_km < 0
)
