-- one row per ask and vehicle on a list in force during some of the ask's days, and each listed
-- row that does not count with the reason why
, vehicle_in_service AS (
    SELECT
        a.ask_id, a.requirement, v.submission, v.file_name, v.sha256, v.contract, v.sheet,
        v."row", v."column", v.cell, v.vehicle_id, v.drivetrain_raw,
        -- A questioned cell is unknown until someone answers (rule 15).
        CASE WHEN v.is_questioned THEN NULL ELSE v.drivetrain END AS drivetrain,
        greatest(v.period_start, a.window_start) AS start_date,
        least(v.period_end, a.window_end) AS end_date,
        CASE
            WHEN v.is_duplicate THEN 'duplicate_row'
            WHEN EXISTS (
                SELECT 1
                FROM exempted AS x
                WHERE x.contract = v.contract AND a.requirement IS NOT NULL
                  AND (x.vehicle_id = v.vehicle_id
                      OR v.vehicle_id IS NULL AND x.category = lower(trim(v.category)))
                  AND x.fuel IS NULL AND x.place IS NULL
                  AND (x.requirement IS NULL OR x.requirement = a.requirement)
                  AND x.period_start <= greatest(v.period_start, a.window_start)
                  AND x.period_end >= least(v.period_end, a.window_end)
            ) THEN 'exempt'
        END AS why
    FROM (
        SELECT DISTINCT ask_id, requirement, contract, window_start, window_end
        FROM ask WHERE why IS NULL
    ) AS a
    INNER JOIN app.vehicle_fact AS v
        ON v.contract = a.contract
        AND v.period_start <= a.window_end AND v.period_end >= a.window_start
    -- Of a vehicle on several lists the latest counts, of those that end on one day the one that
    -- came last; one without registration is its own row.
    QUALIFY why = 'duplicate_row' OR row_number() OVER (
        PARTITION BY a.ask_id, v.vehicle_id, why,
            CASE WHEN v.vehicle_id IS NULL THEN (v.submission, v.sheet, v."row") END
        ORDER BY v.period_end DESC, v.act_id DESC, v.submission, v.sheet, v."row"
    ) = 1
)
