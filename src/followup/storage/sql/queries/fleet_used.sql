-- one row per contract and vehicle or machine that stands on its lists in force, was fuelled or
-- was driven on some of the days; a listed row without registration is one of its own
WITH listed AS (
    SELECT
        TRUE AS is_vehicle, v.submission, v.sheet, v."row", v.vehicle_id AS identity, v.category,
        v.make_model, v.model_year, v.euro_class AS level_raw, v.drivetrain, v.drivetrain_raw,
        v.first_registered, v.eu_category, v.total_weight_kg, v.co2_g_km, v.co2_cycle,
        v.hvo_approved, v.is_questioned, v.period_start, v.period_end
    FROM own.vehicle AS v
    UNION ALL BY NAME
    SELECT
        FALSE AS is_vehicle, m.submission, m.sheet, m."row", m.machine_id AS identity, m.category,
        m.make_model, m.model_year, m.stage_raw AS level_raw, m.fuel AS drivetrain,
        coalesce(m.fuel_raw, m.stage_raw) AS drivetrain_raw, m.is_questioned, m.period_start,
        m.period_end
    FROM own.machine AS m
),
dated AS (
    -- What gave way to a correction still tells that the lists have said otherwise.
    SELECT
        l.* REPLACE (
            coalesce(l.period_start, s.period_start) AS period_start,
            coalesce(l.period_end, s.period_end) AS period_end
        ),
        s.contract, s.act_id,
        s.submission IN (SELECT c.submission FROM app.current_submission AS c) AS is_current,
        coalesce(l.identity, concat_ws(chr(31), l.submission, l.sheet, l."row")) AS own
    FROM listed AS l
    INNER JOIN app.delivered_submission AS s ON s.submission = l.submission
),
newest AS (
    SELECT
        contract, is_vehicle, own, any_value(identity) AS identity,
        min(period_start) AS list_start, max(period_end) AS list_end,
        arg_max(
            {
                submission: submission, sheet: sheet, line: "row", category: category,
                make_model: make_model, model_year: model_year, level_raw: level_raw,
                drivetrain: drivetrain, drivetrain_raw: drivetrain_raw,
                first_registered: first_registered, eu_category: eu_category,
                total_weight_kg: total_weight_kg, co2_g_km: co2_g_km, co2_cycle: co2_cycle,
                hvo_approved: hvo_approved, is_questioned: is_questioned
            },
            (period_end, act_id, -"row")
        ) AS said
    FROM dated
    WHERE is_current AND period_start <= $end AND period_end >= $start
    GROUP BY contract, is_vehicle, own
),
ever AS (
    SELECT
        is_vehicle, identity, list(DISTINCT level_raw) AS levels,
        list(DISTINCT drivetrain) AS drives, list(DISTINCT category) AS categories,
        list(DISTINCT {year: model_year, day: first_registered}) AS years
    FROM dated
    WHERE identity IS NOT NULL AND NOT is_questioned
    GROUP BY is_vehicle, identity
),
fuelled AS (
    SELECT contract, vehicle_id, min(period_start) AS fuel_start, max(period_end) AS fuel_end
    FROM app.fuel_fact
    WHERE vehicle_id IS NOT NULL AND NOT is_duplicate
        AND period_start <= $end AND period_end >= $start
    GROUP BY contract, vehicle_id
),
driven AS (
    SELECT
        contract, vehicle_id, min(period_start) AS driven_start, max(period_end) AS driven_end,
        sum(distance_km) FILTER (NOT is_questioned) AS distance_km
    FROM app.activity_fact
    WHERE vehicle_id IS NOT NULL AND NOT is_duplicate
        AND period_start <= $end AND period_end >= $start
    GROUP BY contract, vehicle_id
),
known AS (
    SELECT contract, own FROM newest
    UNION
    SELECT contract, vehicle_id AS own FROM fuelled
    UNION
    SELECT contract, vehicle_id AS own FROM driven
)
SELECT
    k.contract, coalesce(n.is_vehicle, TRUE) AS is_vehicle, n.own IS NOT NULL AS is_listed,
    coalesce(n.identity, f.vehicle_id, d.vehicle_id) AS identity,
    least(n.list_start, f.fuel_start, d.driven_start) AS first_day,
    greatest(n.list_end, f.fuel_end, d.driven_end) AS last_day,
    d.distance_km, unnest(n.said),
    -- What one word says is in agreement with itself.
    CASE WHEN len(e.levels) > 1 THEN e.levels END AS levels,
    CASE WHEN len(e.drives) > 1 THEN e.drives END AS drives,
    CASE WHEN len(e.categories) > 1 THEN e.categories END AS categories,
    CASE WHEN len(e.years) > 1 THEN e.years END AS years
FROM known AS k
LEFT JOIN newest AS n ON n.contract = k.contract AND n.own = k.own
LEFT JOIN fuelled AS f ON f.contract = k.contract AND f.vehicle_id = k.own
LEFT JOIN driven AS d ON d.contract = k.contract AND d.vehicle_id = k.own
LEFT JOIN ever AS e ON e.identity = n.identity AND e.is_vehicle = n.is_vehicle
ORDER BY k.contract, identity NULLS LAST, k.own
