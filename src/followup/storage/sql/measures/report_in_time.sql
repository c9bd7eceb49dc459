-- one row per ask and expected report whose period ends in the ask's days: on time or not
WITH expected AS MATERIALIZED (
    SELECT row_number() OVER () AS report_id, r.*
    FROM (
        SELECT DISTINCT
            a.ask_id, a.requirement, m.contract, m.reporter, m.report_type,
            greatest(m.report_start, m.first_day) AS report_start,
            least(m.report_end, m.last_day) AS report_end,
            least(m.report_end, m.last_day) + m.due_days AS due_date
        FROM (
            SELECT DISTINCT ask_id, requirement, contract, window_start, window_end FROM ask
            WHERE why IS NULL AND NOT is_uncut
        ) AS a
        INNER JOIN app.expected_month AS m
            ON m.contract = a.contract
            AND least(m.report_end, m.last_day) BETWEEN a.window_start AND a.window_end
    ) AS r
),
held AS (
    SELECT
        e.report_id, d.submission, d.file_name, d.sha256, d.received_date, FALSE AS is_free,
        greatest(d.period_start, e.report_start) AS held_start,
        least(d.period_end, e.report_end) AS held_end
    FROM expected AS e
    INNER JOIN app.delivered_span AS d
        ON d.contract = e.contract AND d.reporter = e.reporter
        AND d.report_type = e.report_type
        AND d.period_start <= e.report_end AND d.period_end >= e.report_start
    UNION ALL
    -- Days under dispens from the whole requirement ask for no report (rule 25).
    SELECT
        e.report_id, NULL AS submission, NULL AS file_name, NULL AS sha256,
        CAST(NULL AS DATE) AS received_date, TRUE AS is_free,
        greatest(x.period_start, e.report_start) AS held_start,
        least(x.period_end, e.report_end) AS held_end
    FROM expected AS e
    INNER JOIN app.exempted AS x
        ON x.contract = e.contract AND x.is_whole
        AND e.requirement IS NOT NULL
        AND (x.requirement IS NULL OR x.requirement = e.requirement)
        AND x.period_start <= e.report_end AND x.period_end >= e.report_start
),
piece AS (
    -- First days of the pieces between the borders of what was delivered: what holds for such a
    -- day holds until the next, so that overlapping deliveries are never counted twice.
    SELECT report_id, report_start AS first_day FROM expected
    UNION
    SELECT report_id, held_start FROM held
    UNION
    SELECT h.report_id, h.held_end + 1
    FROM held AS h
    INNER JOIN expected AS e ON e.report_id = h.report_id AND h.held_end < e.report_end
),
received AS (
    -- The first delivery of a day counts: a correction does not make it late (rule 4).
    SELECT
        p.report_id, p.first_day, coalesce(bool_or(h.is_free), FALSE) AS is_free,
        CASE WHEN NOT coalesce(bool_or(h.is_free), FALSE) THEN min(h.received_date) END
            AS received_date
    FROM piece AS p
    LEFT JOIN held AS h
        ON h.report_id = p.report_id AND p.first_day BETWEEN h.held_start AND h.held_end
    GROUP BY p.report_id, p.first_day
),
delivered AS (
    SELECT
        report_id, bool_and(is_free) AS is_exempt,
        bool_and(is_free OR received_date IS NOT NULL) AS is_delivered,
        CASE WHEN bool_and(is_free OR received_date IS NOT NULL) THEN max(received_date) END
            AS received_date
    FROM received
    GROUP BY report_id
),
document AS (
    SELECT
        report_id,
        min({
            'received_date': received_date, 'submission': submission,
            'file_name': file_name, 'sha256': sha256
        }) AS first
    FROM held
    WHERE submission IS NOT NULL
    GROUP BY report_id
)
SELECT
    e.ask_id, x.first.submission AS submission, x.first.file_name AS file_name,
    x.first.sha256 AS sha256, NULL AS sheet, CAST(NULL AS INTEGER) AS "row", NULL AS "column",
    e.reporter || ' · ' || e.report_type || ' · ' || strftime(e.due_date, '%Y-%m-%d') AS cell,
    NULL AS vehicle_id, NULL AS fuel, e.reporter AS fuel_raw,
    CAST(d.received_date - e.due_date AS DECIMAL(38, 3)) AS amount, 'days' AS amount_unit,
    e.report_start AS part_start, e.report_end AS part_end, FALSE AS is_split,
    CASE
        WHEN d.is_exempt THEN 'exempt'
        WHEN NOT d.is_delivered AND e.due_date >= getvariable('as_of') THEN 'report_not_due'
    END AS why,
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
INNER JOIN delivered AS d ON d.report_id = e.report_id
LEFT JOIN document AS x ON x.report_id = e.report_id
