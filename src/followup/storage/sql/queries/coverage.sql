-- one row per ask: expected slices (months x reporters), reported ones, nil ones, not yet due ones
WITH slice AS MATERIALIZED (
    SELECT
        row_number() OVER () AS slice_id, a.ask_id, a.requirement, r.contract, r.reporter, r.report_type,
        greatest(r.slice_start, a.window_start) AS slice_start,
        least(r.slice_end, a.window_end) AS slice_end,
        least(r.report_end, r.last_day) + r.due_days AS due_date,
        -- Where the clause accepts a declaration, it stands in for the amounts and they for it.
        a.accepts_declared AND r.report_type IN ('fuel', 'declared') AS is_either
    FROM (
        SELECT DISTINCT
            ask_id, contract, requirement, window_start, window_end, report_type, accepts_declared
        FROM ask WHERE why IS NULL AND NOT is_uncut
    ) AS a
    INNER JOIN app.expected_month AS r
        ON r.contract = a.contract
        AND (
            a.report_type IS NULL OR a.report_type = r.report_type
            OR a.accepts_declared AND a.report_type = 'fuel' AND r.report_type = 'declared'
        )
        AND r.slice_start <= a.window_end AND r.slice_end >= a.window_start
),
span AS (
    SELECT DISTINCT
        contract, reporter, report_type, period_start, period_end, FALSE AS is_nil,
        FALSE AS is_free
    FROM app.current_submission
    UNION ALL
    SELECT DISTINCT
        contract, reporter, report_type, period_start, period_end, TRUE AS is_nil,
        FALSE AS is_free
    FROM app.nil_slice
),
held AS (
    SELECT
        s.slice_id, x.is_nil, x.is_free,
        greatest(x.period_start, s.slice_start) AS held_start,
        least(x.period_end, s.slice_end) AS held_end
    FROM slice AS s
    INNER JOIN span AS x
        ON x.contract = s.contract AND x.reporter = s.reporter
        AND (
            x.report_type = s.report_type OR s.is_either AND x.report_type IN ('fuel', 'declared')
        )
        AND x.period_start <= s.slice_end AND x.period_end >= s.slice_start
    UNION ALL
    -- Days under dispens from the whole requirement ask for no report (rule 25).
    SELECT
        s.slice_id, TRUE AS is_nil, TRUE AS is_free,
        greatest(x.period_start, s.slice_start) AS held_start,
        least(x.period_end, s.slice_end) AS held_end
    FROM slice AS s
    INNER JOIN app.exempted AS x
        ON x.contract = s.contract AND x.is_whole
        AND s.requirement IS NOT NULL
        AND (x.requirement IS NULL OR x.requirement = s.requirement)
        AND x.period_start <= s.slice_end AND x.period_end >= s.slice_start
),
added AS (
    -- Days a span adds to those before it: days that two reports share are counted once.
    SELECT
        h.slice_id, h.is_nil, h.is_free,
        greatest(0, h.held_end - greatest(h.held_start - 1, coalesce(
            max(h.held_end) OVER before, h.held_start - 1
        ))) AS days,
        greatest(0, h.held_end - greatest(h.held_start - 1, coalesce(
            max(h.held_end) FILTER (h.is_nil) OVER before, h.held_start - 1
        ))) AS nil_days,
        greatest(0, h.held_end - greatest(h.held_start - 1, coalesce(
            max(h.held_end) FILTER (h.is_free) OVER before, h.held_start - 1
        ))) AS free_days
    FROM held AS h
    WINDOW before AS (
        PARTITION BY h.slice_id ORDER BY h.held_start, h.held_end, h.is_nil
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
reported AS (
    SELECT
        s.slice_id, any_value(s.ask_id) AS ask_id, any_value(s.due_date) AS due_date,
        any_value(s.slice_end - s.slice_start + 1) AS days,
        coalesce(sum(x.days), 0) AS reported_days,
        coalesce(sum(x.nil_days) FILTER (x.is_nil), 0) AS nil_days,
        coalesce(sum(x.free_days) FILTER (x.is_free), 0) AS free_days
    FROM slice AS s
    LEFT JOIN added AS x ON x.slice_id = s.slice_id
    GROUP BY s.slice_id
)
SELECT
    ask_id,
    count(*) AS expected,
    count(*) FILTER (reported_days >= days) AS covered,
    count(*) FILTER (nil_days >= days) AS nil,
    count(*) FILTER (reported_days < days AND due_date >= getvariable('as_of')) AS pending
FROM reported
WHERE free_days < days
GROUP BY ask_id
