-- one row per contract, reporter, report type and month of the days the reporter is expected for
SELECT
    r.contract, r.reporter, r.role, r.report_type, r.frequency, r.due_days,
    r.first_day, r.last_day,
    m.month_start,
    greatest(m.month_start, r.first_day) AS slice_start,
    least(last_day(m.month_start), r.last_day) AS slice_end,
    CAST(CASE r.frequency
        WHEN 'month' THEN m.month_start
        WHEN 'quarter' THEN date_trunc('quarter', m.month_start)
        WHEN 'half_year' THEN make_date(year(m.month_start), (month(m.month_start) - 1) // 6 * 6 + 1, 1)
        ELSE date_trunc('year', m.month_start)
    END AS DATE) AS report_start,
    CAST(CASE r.frequency
        WHEN 'month' THEN last_day(m.month_start)
        WHEN 'quarter' THEN last_day(date_trunc('quarter', m.month_start) + INTERVAL 2 MONTH)
        WHEN 'half_year'
            THEN make_date(year(m.month_start), (month(m.month_start) - 1) // 6 * 6 + 6, 30)
                + CASE WHEN month(m.month_start) > 6 THEN 1 ELSE 0 END
        ELSE make_date(year(m.month_start), 12, 31)
    END AS DATE) AS report_end
FROM (
    SELECT
        r.*,
        greatest(c.start_date, coalesce(r.valid_from, c.start_date)) AS first_day,
        least(c.end_date, coalesce(r.valid_to, c.end_date)) AS last_day
    FROM app.current_contract AS c
    INNER JOIN own.reporter AS r ON r.act_id = c.act_id AND r.contract = c.contract
) AS r
CROSS JOIN LATERAL (
    SELECT CAST(unnest(generate_series(
        CAST(date_trunc('month', r.first_day) AS TIMESTAMP),
        CAST(r.last_day AS TIMESTAMP), INTERVAL 1 MONTH
    )) AS DATE) AS month_start
) AS m
WHERE r.first_day <= r.last_day
