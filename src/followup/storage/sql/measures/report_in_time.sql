-- one row per ask and expected report whose period ends in the ask's days: on time or not
WITH expected AS (
    SELECT DISTINCT
        a.ask_id, r.contract, r.reporter, r.report_type,
        greatest(r.report_start, r.contract_start) AS report_start,
        least(r.report_end, r.contract_end) AS report_end,
        least(r.report_end, r.contract_end) + r.due_days AS due_date
    FROM (
        SELECT DISTINCT ask_id, contract, window_start, window_end FROM ask
        WHERE why IS NULL AND NOT is_uncut
    ) AS a
    INNER JOIN app.expected_month AS r
        ON r.contract = a.contract
        AND least(r.report_end, r.contract_end) BETWEEN a.window_start AND a.window_end
),
day_covered AS (
    -- Month by month, so that overlapping deliveries are not counted twice as days.
    SELECT
        e.ask_id, e.contract, e.reporter, e.report_type, e.report_start,
        greatest(m.month_start, e.report_start) AS slice_start,
        least(last_day(m.month_start), e.report_end) AS slice_end,
        d.period_start, d.period_end, min(d.received_date) AS received_date
    FROM expected AS e
    CROSS JOIN LATERAL (
        SELECT CAST(unnest(generate_series(
            CAST(date_trunc('month', e.report_start) AS TIMESTAMP),
            CAST(e.report_end AS TIMESTAMP), INTERVAL 1 MONTH
        )) AS DATE) AS month_start
    ) AS m
    LEFT JOIN app.delivered_span AS d
        ON d.contract = e.contract AND d.reporter = e.reporter
        AND d.report_type = e.report_type
        AND d.period_start <= least(last_day(m.month_start), e.report_end)
        AND d.period_end >= greatest(m.month_start, e.report_start)
    GROUP BY ALL
),
slice AS (
    SELECT
        c.ask_id, c.contract, c.reporter, c.report_type, c.report_start, c.slice_start,
        coalesce(sum(
            least(c.period_end, c.slice_end) - greatest(c.period_start, c.slice_start) + 1
        ) FILTER (c.period_start IS NOT NULL), 0) >= c.slice_end - c.slice_start + 1 AS is_delivered,
        max(c.received_date) AS received_date
    FROM day_covered AS c
    GROUP BY c.ask_id, c.contract, c.reporter, c.report_type, c.report_start, c.slice_start,
        c.slice_end
),
delivered AS (
    SELECT
        ask_id, contract, reporter, report_type, report_start,
        bool_and(is_delivered) AS is_delivered,
        CASE WHEN bool_and(is_delivered) THEN max(received_date) END AS received_date
    FROM slice
    GROUP BY ask_id, contract, reporter, report_type, report_start
),
document AS (
    SELECT
        e.ask_id, e.contract, e.reporter, e.report_type, e.report_start,
        arg_min(d.submission, d.received_date) AS submission,
        arg_min(d.file_name, d.received_date) AS file_name,
        arg_min(d.sha256, d.received_date) AS sha256
    FROM expected AS e
    INNER JOIN app.delivered_span AS d
        ON d.contract = e.contract AND d.reporter = e.reporter
        AND d.report_type = e.report_type
        AND d.period_start <= e.report_end AND d.period_end >= e.report_start
    GROUP BY e.ask_id, e.contract, e.reporter, e.report_type, e.report_start
)
SELECT
    e.ask_id, x.submission, x.file_name, x.sha256, NULL AS sheet,
    CAST(NULL AS INTEGER) AS "row", NULL AS "column",
    e.reporter || ' · ' || e.report_type || ' · ' || strftime(e.due_date, '%Y-%m-%d') AS cell,
    NULL AS vehicle_id, NULL AS fuel, e.reporter AS fuel_raw,
    CAST(d.received_date - e.due_date AS DECIMAL(38, 3)) AS amount, 'days' AS amount_unit,
    e.report_start AS part_start, e.report_end AS part_end, FALSE AS is_split,
    CASE WHEN NOT d.is_delivered AND e.due_date >= getvariable('as_of') THEN 'report_not_due' END
        AS why,
    e.report_start AS row_start, e.report_end AS row_end, NULL AS factor, NULL AS factor_source,
    NULL AS share_low, NULL AS share_high, 'published' AS share_status, NULL AS share_source,
    CAST(
        CASE WHEN d.is_delivered AND d.received_date <= e.due_date THEN 1 ELSE 0 END
        AS DECIMAL(38, 15)
    ) AS numerator,
    CAST(1 AS DECIMAL(38, 15)) AS denominator,
    CAST(0 AS DECIMAL(38, 15)) AS unknown,
    NULL AS unbounded
FROM expected AS e
INNER JOIN delivered AS d
    ON d.ask_id = e.ask_id AND d.contract = e.contract AND d.reporter = e.reporter
    AND d.report_type = e.report_type AND d.report_start = e.report_start
LEFT JOIN document AS x
    ON x.ask_id = e.ask_id AND x.contract = e.contract AND x.reporter = e.reporter
    AND x.report_type = e.report_type AND x.report_start = e.report_start
