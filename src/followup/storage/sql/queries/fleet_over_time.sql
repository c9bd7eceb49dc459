-- one row per stretch of days and sort of vehicle: how many were used in some contracts, each
-- counted once however many of them it drove for; what stands on no list is of no known sort
WITH listed AS (
    SELECT
        t.label, v.contract, v.category, v.euro_class AS level_raw, v.drivetrain, v.drivetrain_raw,
        v.model_year, v.is_questioned,
        coalesce(v.vehicle_id, concat_ws(chr(31), v.submission, v.sheet, v."row")) AS own
    FROM app.vehicle_fact AS v
    INNER JOIN chosen AS c ON c.contract = v.contract
    INNER JOIN stretch AS t ON v.period_start <= t.last_day AND v.period_end >= t.first_day
    WHERE NOT v.is_duplicate
    QUALIFY row_number() OVER (
        PARTITION BY t.label, own
        ORDER BY v.period_end DESC, v.act_id DESC, v.sheet, v."row"
    ) = 1
),
machine AS (
    SELECT DISTINCT machine_id FROM app.machine_fact WHERE machine_id IS NOT NULL
),
fuelled AS (
    SELECT DISTINCT t.label, f.vehicle_id AS own
    FROM app.fuel_fact AS f
    INNER JOIN chosen AS c ON c.contract = f.contract
    INNER JOIN stretch AS t ON f.period_start <= t.last_day AND f.period_end >= t.first_day
    WHERE f.vehicle_id IS NOT NULL AND NOT f.is_duplicate
        AND f.vehicle_id NOT IN (SELECT m.machine_id FROM machine AS m)
)
SELECT
    label, CASE WHEN NOT is_questioned THEN category END AS category,
    CASE WHEN NOT is_questioned THEN level_raw END AS level_raw,
    CASE WHEN NOT is_questioned THEN drivetrain END AS drivetrain,
    CASE WHEN NOT is_questioned THEN drivetrain_raw END AS drivetrain_raw,
    CASE WHEN NOT is_questioned THEN model_year END AS model_year,
    TRUE AS is_listed, count(*) AS vehicles
FROM listed
GROUP BY ALL
UNION ALL
SELECT
    f.label, NULL AS category, NULL AS level_raw, NULL AS drivetrain, NULL AS drivetrain_raw,
    NULL AS model_year, FALSE AS is_listed, count(*) AS vehicles
FROM fuelled AS f
ANTI JOIN listed AS l ON l.label = f.label AND l.own = f.own
GROUP BY f.label
ORDER BY label
