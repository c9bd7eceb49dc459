-- one row per ask: expected slices (months x reporters), reported ones, nil ones, not yet due ones
WITH slice AS (
    SELECT
        a.ask_id, r.contract, r.reporter, r.report_type,
        greatest(r.slice_start, a.window_start) AS slice_start,
        least(r.slice_end, a.window_end) AS slice_end,
        least(r.report_end, r.contract_end) + r.due_days AS due_date
    FROM (
        SELECT DISTINCT ask_id, contract, window_start, window_end, report_type FROM ask
        WHERE why IS NULL AND NOT is_uncut
    ) AS a
    INNER JOIN app.expected_month AS r
        ON r.contract = a.contract
        AND (a.report_type IS NULL OR a.report_type = r.report_type)
        AND r.slice_start <= a.window_end AND r.slice_end >= a.window_start
),
span AS (
    SELECT DISTINCT contract, reporter, report_type, period_start, period_end, FALSE AS is_nil
    FROM app.current_submission
    UNION ALL
    SELECT DISTINCT contract, reporter, report_type, period_start, period_end, TRUE AS is_nil
    FROM app.nil_slice
),
reported AS (
    SELECT
        s.ask_id, s.contract, s.reporter, s.report_type, s.slice_start, s.due_date,
        s.slice_end - s.slice_start + 1 AS days,
        -- least and greatest pass over nulls: a slice without a report must not count as covered.
        coalesce(sum(
            least(x.period_end, s.slice_end) - greatest(x.period_start, s.slice_start) + 1
        ) FILTER (x.period_start IS NOT NULL), 0) AS reported_days,
        coalesce(sum(
            least(x.period_end, s.slice_end) - greatest(x.period_start, s.slice_start) + 1
        ) FILTER (x.is_nil), 0) AS nil_days
    FROM slice AS s
    LEFT JOIN span AS x
        ON x.contract = s.contract AND x.reporter = s.reporter
        AND x.report_type = s.report_type
        AND x.period_start <= s.slice_end AND x.period_end >= s.slice_start
    GROUP BY ALL
)
SELECT
    ask_id,
    count(*) AS expected,
    count(*) FILTER (reported_days >= days) AS covered,
    count(*) FILTER (nil_days >= days) AS nil,
    count(*) FILTER (reported_days < days AND due_date >= getvariable('as_of')) AS pending
FROM reported
GROUP BY ask_id
