-- one row per ask, certificate that its clause accepts and stretch of days on which the same
-- certificates hold: what it makes of the gas or electricity fuelled on those days (rules 19, 20)
, certificate_ask AS (
    SELECT
        a.ask_id, a.contract, a.fuel_set, a.counts_fossil, a.window_start, a.window_end,
        CASE WHEN c.certificate_kind = 'electricity_origin' THEN 'electricity_green'
            ELSE 'biogas_100' END AS fuel,
        c.* EXCLUDE (contract),
        CASE WHEN a.is_uncut THEN c.period_start
            ELSE greatest(c.period_start, a.start_date) END AS first_day,
        CASE WHEN a.is_uncut THEN c.period_end
            ELSE least(c.period_end, a.end_date) END AS last_day
    FROM ask AS a
    INNER JOIN app.certificate_fact AS c
        ON c.contract = a.contract
        AND c.period_start <= a.end_date AND c.period_end >= a.start_date
    -- A clause says what it accepts; a goal is asked without one and takes none.
    WHERE a.requirement IS NOT NULL AND a.why IS NULL
        AND CASE c.certificate_kind
            WHEN 'green_gas' THEN a.accepts_green_gas
            WHEN 'mass_balance' THEN a.accepts_mass_balance
            WHEN 'electricity_origin' THEN a.electricity != 'all'
        END
),
certificate_why AS (
    SELECT
        c.*,
        CASE
            WHEN c.is_used_before THEN 'certificate_used_before'
            WHEN c.is_duplicate THEN 'duplicate_row'
            WHEN NOT EXISTS (
                SELECT 1 FROM app.share_known AS s
                WHERE s.fuel_set = c.fuel_set AND s.fuel = c.fuel
                    AND c.first_day BETWEEN s.valid_from AND s.valid_to
                    AND CASE WHEN c.counts_fossil THEN s.share_high = 0 ELSE s.share_low = 1 END
            ) THEN 'certificate_not_counted'
        END AS why
    FROM certificate_ask AS c
),
certificate_border AS (
    SELECT ask_id, fuel, first_day AS day FROM certificate_why WHERE why IS NULL
    UNION
    SELECT ask_id, fuel, last_day + 1 FROM certificate_why WHERE why IS NULL
),
certificate_stretch AS (
    SELECT
        ask_id, fuel, day AS part_start,
        lead(day) OVER (PARTITION BY ask_id, fuel ORDER BY day) - 1 AS part_end
    FROM certificate_border
),
certificate_pool AS (
    -- The energy on these days that a certificate can speak of, and of it what is known to be of
    -- the other kind; by the same thousandths as the parts of the rows.
    SELECT
        t.ask_id, t.fuel, t.part_start,
        greatest(sum(t.energy_mj * CASE WHEN t.counts_fossil THEN t.share_high
            ELSE 1 - t.share_low END), 0) AS reach,
        greatest(sum(t.energy_mj * CASE WHEN t.counts_fossil THEN t.share_low
            ELSE 1 - t.share_high END), 0) AS known
    FROM (
        SELECT
            s.ask_id, s.fuel, s.part_start, p.counts_fossil, p.share_low, p.share_high,
            CAST(CAST(
                CAST(p.quantity * 1000 AS HUGEINT)
                * (least(p.part_end, s.part_end) - p.period_start + 1) // p.row_days
                - CAST(p.quantity * 1000 AS HUGEINT)
                * (greatest(p.part_start, s.part_start) - p.period_start) // p.row_days
                AS DECIMAL(35, 0)
            ) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(38, 3)) * p.mj_per_unit AS energy_mj
        FROM certificate_stretch AS s
        INNER JOIN fuel_part AS p
            ON p.ask_id = s.ask_id AND p.why IS NULL
            AND p.part_start <= s.part_end AND p.part_end >= s.part_start
            AND CASE s.fuel
                WHEN 'electricity_green' THEN p.fuel = 'electricity'
                ELSE p.fuel IN ('vehicle_gas', 'lng')
            END
    ) AS t
    GROUP BY t.ask_id, t.fuel, t.part_start
),
certificate_amount AS (
    SELECT
        c.*, s.part_start, s.part_end,
        coalesce(o.reach, 0) AS reach, coalesce(o.known, 0) AS known,
        CAST(
            CAST(c.quantity * 1000 AS HUGEINT) * (s.part_end - c.period_start + 1)
            // (c.period_end - c.period_start + 1)
            - CAST(c.quantity * 1000 AS HUGEINT) * (s.part_start - c.period_start)
            // (c.period_end - c.period_start + 1)
            AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) AS amount,
        -- Kilowatt-hours of gas say no heating value (rule 19): the figure has two ends.
        coalesce(b.low, e.mj_per_unit) AS mj_low, coalesce(b.high, e.mj_per_unit) AS mj_high,
        coalesce(b.source, e.source) AS factor_source
    FROM certificate_why AS c
    INNER JOIN certificate_stretch AS s
        ON s.ask_id = c.ask_id AND s.fuel = c.fuel
        AND s.part_start <= c.last_day AND s.part_end >= c.first_day
    LEFT JOIN certificate_pool AS o
        ON o.ask_id = s.ask_id AND o.fuel = s.fuel AND o.part_start = s.part_start
    LEFT JOIN ref.plausibility_bound AS b
        ON c.fuel = 'biogas_100' AND c.unit = 'kWh'
        AND b.subject = 'gas_certificate' AND b.part = 'mj_per_kwh'
        AND b.known_from <= getvariable('reference_day')
        AND b.known_to > getvariable('reference_day')
        AND s.part_start BETWEEN b.valid_from AND b.valid_to
    LEFT JOIN app.energy_known AS e
        ON e.fuel = c.fuel AND e.unit = c.unit AND e.country = c.country
        AND s.part_start BETWEEN e.valid_from AND e.valid_to
    WHERE c.why IS NULL
),
certificate_energy AS (
    -- One in doubt makes nothing sure, and may be as much as there is.
    SELECT
        *,
        CASE WHEN is_questioned OR amount IS NULL OR mj_low IS NULL OR amount < 0 THEN 0
            ELSE least(CAST(amount AS DECIMAL(38, 3)) * mj_low, reach) END AS least_mj,
        CASE WHEN is_questioned OR amount IS NULL OR mj_high IS NULL OR amount < 0 THEN reach
            ELSE least(CAST(amount AS DECIMAL(38, 3)) * mj_high, reach) END AS most_mj
    FROM certificate_amount
),
certificate_sum AS (
    -- Together they speak of no more than was fuelled, the first received before the others.
    SELECT
        *,
        sum(least_mj) OVER earlier AS least_through, sum(most_mj) OVER earlier AS most_through
    FROM certificate_energy
    WINDOW earlier AS (
        PARTITION BY ask_id, fuel, part_start
        ORDER BY received_date, submission, sheet, "row", "column"
        ROWS UNBOUNDED PRECEDING
    )
),
certificate_part AS (
    SELECT
        *,
        least(least_through, reach) - least(least_through - least_mj, reach) AS sure_mj,
        least(most_through, known) - least(most_through - most_mj, known) AS moved_mj
    FROM certificate_sum
)
