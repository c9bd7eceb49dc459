-- one row per ask and vehicle or machine on a list in force during some of the ask's days, and
-- each listed row that does not count with the reason why
, listed AS (
    SELECT
        TRUE AS is_vehicle, act_id, submission, file_name, sha256, contract, sheet, "row", "column",
        cell, vehicle_id, category, model_year, euro_class AS level_raw, drivetrain,
        drivetrain_raw, NULL AS stage, is_duplicate, is_questioned, period_start, period_end
    FROM app.vehicle_fact
    UNION ALL
    SELECT
        FALSE AS is_vehicle, act_id, submission, file_name, sha256, contract, sheet, "row", "column",
        cell, machine_id AS vehicle_id, category, model_year, stage_raw AS level_raw,
        -- What a machine takes is what it runs on; a list may say it in the column of stages.
        CASE
            WHEN fuel IN ('electricity', 'electricity_green') THEN 'electric'
            WHEN fuel IN ('hydrogen', 'hydrogen_green') THEN 'hydrogen'
            WHEN fuel IS NOT NULL OR stage IS NOT NULL THEN 'combustion'
        END AS drivetrain,
        coalesce(fuel_raw, stage_raw) AS drivetrain_raw, stage, is_duplicate, is_questioned,
        period_start, period_end
    FROM app.machine_fact
),
word AS (
    SELECT
        map(list("word") FILTER (kind = 'vehicle_class'), list(code) FILTER (kind = 'vehicle_class'))
            AS classes,
        map(list("word") FILTER (kind = 'drivetrains'), list(code) FILTER (kind = 'drivetrains'))
            AS drives
    FROM ref.listed_word
),
understood AS (
    -- Classes and drives as they were written; a list of classes may say "El" of what has none.
    SELECT
        l.*,
        w.classes[regexp_replace(lower(l.category), '[^\p{L}\p{N}]', '', 'g')] AS vehicle_class,
        regexp_replace(upper(l.level_raw), '[^\p{L}\p{N}]', '', 'g') AS level_word,
        coalesce(l.drivetrain, w.drives[lower(level_word)]) AS drive,
        coalesce(drive IN ('electric', 'hydrogen'), FALSE) AS has_no_exhaust,
        regexp_extract(
            level_word,
            '^(?:MILJ[ÖO]KLASSE?)?(?:EURO)?(?:NORM|KLASSE?|CLASS)?'
            || '(EEV|VII|VI|IV|V|III|II|I|[1-7])(DTEMP|[A-E])?(?:ISC[A-Z]*|EVAP[A-Z]*|EEV)?$',
            ['class', 'letter']
        ) AS euro,
        100 * coalesce(
            list_position(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'], euro['class']),
            TRY_CAST(euro['class'] AS INTEGER)
        ) AS euro_rank
    FROM listed AS l
    CROSS JOIN word AS w
),
ranked AS (
    -- ``rank_low`` to ``rank_high`` is where the class may lie: Euro 6 without a letter is any of
    -- 6a to 6e. What drives without exhaust reaches every level.
    SELECT
        u.* EXCLUDE (drivetrain, euro, level_word),
        u.drive AS drivetrain,
        CASE
            WHEN u.has_no_exhaust THEN 9999
            WHEN NOT u.is_vehicle THEN list_position(['I', 'II', 'IIIA', 'IIIB', 'IV', 'V'], u.stage)
            WHEN u.euro.class = 'EEV' THEN 580
            WHEN u.euro.letter = 'DTEMP' THEN u.euro_rank + 35
            WHEN u.euro.letter != '' THEN u.euro_rank + 10 * (ascii(u.euro.letter) - 64)
            ELSE u.euro_rank
        END AS rank_low,
        CASE
            WHEN u.has_no_exhaust OR NOT u.is_vehicle OR u.euro.letter != ''
                OR u.euro.class = 'EEV' THEN rank_low
            ELSE u.euro_rank + 99
        END AS rank_high
    FROM understood AS u
),
asked_list AS (
    SELECT DISTINCT
        a.ask_id, a.requirement, a.contract, a.window_start, a.window_end, a.vehicle_set,
        a.vehicle_classes, a.vehicle_count, a.report_type IS DISTINCT FROM 'machines' AS is_vehicle,
        c.start_date AS contract_start
    FROM ask AS a
    INNER JOIN app.current_contract AS c ON c.contract = a.contract
    WHERE a.why IS NULL
),
placed AS (
    SELECT
        a.ask_id, a.requirement, a.vehicle_count, a.window_start, a.window_end,
        v.act_id, v.submission, v.file_name, v.sha256, v.contract, v.sheet, v."row", v."column",
        v.cell, v.vehicle_id, v.drivetrain_raw, v.level_raw, v.period_start, v.period_end,
        -- A questioned cell is unknown until someone answers (rule 15).
        CASE WHEN NOT v.is_questioned THEN v.drivetrain END AS drivetrain,
        CASE WHEN NOT v.is_questioned THEN v.rank_low END AS rank_low,
        CASE WHEN NOT v.is_questioned THEN v.rank_high END AS rank_high,
        CASE WHEN NOT v.is_questioned THEN v.model_year END AS model_year,
        greatest(v.period_start, a.window_start) AS start_date,
        least(v.period_end, a.window_end) AS end_date,
        -- Null where the list does not say whether the vehicle is of the clause's set (rule 23).
        CASE
            WHEN a.vehicle_set IS NULL THEN TRUE
            WHEN v.is_questioned THEN NULL
            WHEN a.vehicle_set = 'new' THEN v.model_year >= year(a.contract_start)
            ELSE contains(a.vehicle_classes, ' ' || v.vehicle_class || ' ')
        END AS is_in_set,
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
            WHEN NOT is_in_set THEN 'other_vehicle_set'
            WHEN a.vehicle_count = 'on_day' AND v.period_end < a.window_end THEN 'not_on_day'
        END AS why
    FROM asked_list AS a
    INNER JOIN ranked AS v
        ON v.contract = a.contract AND v.is_vehicle = a.is_vehicle
        AND v.period_start <= a.window_end AND v.period_end >= a.window_start
),
dayed AS (
    -- Days a row adds to the vehicle's earlier rows: a day on two lists is one day.
    SELECT
        p.*,
        greatest(0, p.end_date - greatest(p.start_date - 1, coalesce(
            max(p.end_date) OVER (
                PARTITION BY p.ask_id, p.vehicle_id, p.why,
                    CASE WHEN p.vehicle_id IS NULL THEN (p.submission, p.sheet, p."row") END
                ORDER BY p.start_date, p.end_date, p.submission, p.sheet, p."row"
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), p.start_date - 1
        ))) AS new_days
    FROM placed AS p
),
vehicle_in_service AS (
    SELECT
        d.*,
        CASE WHEN d.vehicle_count = 'vehicle_days' THEN sum(d.new_days) OVER (
            PARTITION BY d.ask_id, d.vehicle_id, d.why,
                CASE WHEN d.vehicle_id IS NULL THEN (d.submission, d.sheet, d."row") END
        ) ELSE 1 END AS weight
    FROM dayed AS d
    -- Of a vehicle on several lists the latest counts, of those that end on one day the one that
    -- came last; one without registration is its own row.
    QUALIFY why = 'duplicate_row' OR row_number() OVER (
        PARTITION BY d.ask_id, d.vehicle_id, d.why,
            CASE WHEN d.vehicle_id IS NULL THEN (d.submission, d.sheet, d."row") END
        ORDER BY d.period_end DESC, d.act_id DESC, d.submission, d.sheet, d."row"
    ) = 1
),
service AS (
    -- One row per ask and named vehicle: its weight where it counts, else what keeps it out.
    SELECT
        ask_id, vehicle_id, bool_or(why IS NULL) AS is_counted,
        max(weight) FILTER (why IS NULL) AS weight,
        bool_or(is_in_set) FILTER (why IS NULL) AS is_in_set,
        max(why) FILTER (why IN ('other_vehicle_set', 'not_on_day')) AS kept_out
    FROM vehicle_in_service
    WHERE vehicle_id IS NOT NULL
    GROUP BY ask_id, vehicle_id
)
