-- one row per ask and declared share on some of its days: how it counts, or what keeps it out
, declared_ask AS (
    SELECT a.*, d.* EXCLUDE (contract),
        greatest(d.period_start, a.window_start) AS first_day,
        least(d.period_end, a.window_end) AS last_day
    FROM ask AS a
    INNER JOIN app.declared_fact AS d
        ON d.contract = a.contract
        AND d.period_start <= a.end_date AND d.period_end >= a.start_date
    -- Several stretches of one ask meet the same row; where any counts, the row does.
    QUALIFY row_number() OVER (
        PARTITION BY a.ask_id, d.submission, d.sheet, d."row", d."column"
        ORDER BY a.why NULLS FIRST
    ) = 1
),
declared_why AS (
    SELECT
        d.*,
        CASE
            WHEN d.why IS NOT NULL THEN d.why
            WHEN d.is_duplicate THEN 'duplicate_row'
            -- The amounts are in: what is said beside them is shown and counts nowhere.
            WHEN EXISTS (
                SELECT 1 FROM app.fuel_fact AS f
                WHERE f.contract = d.contract AND f.reporter = d.reporter
                  AND f.period_start <= d.last_day AND f.period_end >= d.first_day
                  AND (d.fuel_raw IS NULL OR f.fuel_raw = d.fuel_raw OR f.fuel = d.fuel)
                  AND f.grade != 'declared' AND NOT f.is_duplicate
            ) AND NOT EXISTS (
                SELECT 1 FROM range(d.first_day, d.last_day + 1, INTERVAL 1 DAY) AS each(day)
                WHERE NOT EXISTS (
                    SELECT 1 FROM app.current_submission AS s
                    WHERE s.contract = d.contract AND s.reporter = d.reporter
                      AND s.report_type = 'fuel'
                      AND each.day BETWEEN s.period_start AND s.period_end
                )
            ) THEN 'declared_beside'
            WHEN NOT d.accepts_declared THEN 'declared'
            -- Never mixed with measured amounts (rule 9).
            WHEN EXISTS (SELECT 1 FROM fuel_part AS p WHERE p.ask_id = d.ask_id AND p.why IS NULL)
                THEN 'declared'
            -- Two bases never share a bar (rule 16): its days are told by a share on the clause's
            -- own basis, or else by nothing.
            WHEN d.basis != m.basis AND (
                EXISTS (
                    SELECT 1 FROM app.declared_fact AS o
                    WHERE o.contract = d.contract AND o.reporter = d.reporter
                      AND coalesce(o.basis, m.basis) = m.basis AND NOT o.is_duplicate
                      AND o.period_start <= d.first_day AND o.period_end >= d.last_day
                ) OR NOT EXISTS (
                    SELECT 1 FROM declared_ask AS o
                    WHERE o.ask_id = d.ask_id AND coalesce(o.basis, m.basis) = m.basis
                )
            ) THEN 'other_basis'
            WHEN d.basis != m.basis THEN 'declared'
        END AS keeps_out,
        CASE
            WHEN d.is_questioned OR d."share" IS NULL OR d.share_of IS NULL THEN NULL
            -- What leaves no exhaust may still be fossil: hydrogen, electricity of any origin.
            WHEN d.counts_fossil AND d.share_of != 'zero_emission' THEN 1 - d."share"
            WHEN d.fuel_set IN ('renewable', 'zero_emission') OR d.share_of != 'zero_emission'
                THEN d."share"
        END AS said,
        -- Whether what is declared is the very thing the clause counts; else it only bounds it.
        CASE
            WHEN d.counts_fossil THEN d.share_of = 'fossil_free'
            WHEN d.fuel_set = 'zero_emission' THEN d.share_of = 'zero_emission'
            WHEN d.fuel_set = 'renewable' THEN d.share_of IN ('renewable', 'fossil_free')
            ELSE FALSE
        END AS is_same
    FROM declared_ask AS d
    CROSS JOIN declared_basis AS m
),
declared_bound AS (
    SELECT
        *,
        CAST(CASE WHEN is_same THEN coalesce(said, 0) ELSE 0 END AS DECIMAL(7, 6)) AS low,
        CAST(CASE
            WHEN is_same OR counts_fossil OR share_of != 'zero_emission' AND fuel_set != 'zero_emission'
                THEN coalesce(said, 1)
            ELSE 1
        END AS DECIMAL(7, 6)) AS high
    FROM declared_why
),
declared_part AS (
    -- Nobody says how much each declaration is of: together they lie between the least and the
    -- greatest of them.
    SELECT
        *,
        min(low) FILTER (keeps_out IS NULL) OVER (PARTITION BY ask_id) AS least_share,
        max(high) FILTER (keeps_out IS NULL) OVER (PARTITION BY ask_id) AS greatest_share
    FROM declared_bound
)
