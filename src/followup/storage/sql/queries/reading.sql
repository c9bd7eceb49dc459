-- one row per fuel report in force on a contract that is asked about, and how it is read (`way`):
-- by the sums of its months, or of its vehicles' months where the contract is in the registered
-- frame `by_vehicle`, or by its rows where sums would not give the very same answer
WITH report AS (
    SELECT s.submission, s.contract, c.country, s.buyer, s.file_name, s.sha256
    FROM app.current_submission AS s
    INNER JOIN app.current_contract AS c ON c.contract = s.contract
    WHERE s.report_type = 'fuel' AND s.contract IN (SELECT a.contract FROM ask AS a)
),
stretch AS (
    SELECT
        m.submission, r.contract, m.first_day, m.last_day,
        m.first_day > m.last_day OR year(m.first_day) != year(m.last_day)
            OR month(m.first_day) != month(m.last_day) AS is_long
    FROM own.fuel_month AS m
    INNER JOIN report AS r ON r.submission = m.submission
),
border AS (
    -- The first day of every stretch that the asks, or a certificate on the contract, cut out.
    SELECT contract, start_date AS day FROM ask
    UNION
    SELECT contract, end_date + 1 FROM ask
    UNION
    SELECT contract, unnest([period_start, period_end + 1])
    FROM app.certificate_fact
    WHERE app.may_hold('certificate')
),
-- Thousandths of a cut row are rounded each by itself: what a border cuts is read by its rows.
cut AS (
    SELECT x.submission
    FROM stretch AS x
    INNER JOIN border AS b
        ON b.contract = x.contract AND b.day > x.first_day AND b.day <= x.last_day
    WHERE x.is_long
    UNION ALL
    -- Within a month no border cuts that is the first of one.
    SELECT x.submission
    FROM stretch AS x
    INNER JOIN (SELECT contract, day FROM border WHERE day(day) != 1) AS b
        ON b.contract = x.contract AND b.day > x.first_day AND b.day <= x.last_day
    UNION ALL
    SELECT x.submission
    FROM stretch AS x
    INNER JOIN (
        SELECT DISTINCT h.first_day, h.last_day
        FROM (SELECT DISTINCT first_day, last_day FROM stretch) AS h
        INNER JOIN (SELECT DISTINCT valid_from AS day FROM figure) AS f
            ON f.day > h.first_day AND f.day <= h.last_day
    ) AS h ON h.first_day = x.first_day AND h.last_day = x.last_day
),
-- A dispens speaks of single vehicles and places.
freed AS (
    SELECT x.submission
    FROM stretch AS x
    INNER JOIN app.exempted AS e
        ON e.contract = x.contract
        AND e.period_start <= x.last_day AND e.period_end >= x.first_day
    WHERE app.may_hold('exemption')
),
opened AS (
    SELECT submission FROM cut
    UNION
    SELECT submission FROM freed
    UNION
    -- Whose receipts were looked at.
    SELECT r.submission
    FROM report AS r
    INNER JOIN app.spot_checked AS k ON k.contract = r.contract AND k.sha256 = r.sha256
    UNION
    -- A buyer's part is cut from each row (rules.division).
    SELECT r.submission FROM report AS r
    WHERE r.contract IN (SELECT a.contract FROM ask AS a WHERE a.part_whole IS NOT NULL)
    UNION
    -- Of a file stored for several contracts a goal counts each row once.
    SELECT r.submission FROM report AS r
    WHERE app.may_hold('goal') AND r.sha256 IN (
        SELECT s.sha256 FROM app.current_submission AS s GROUP BY s.sha256 HAVING count(*) > 1
    )
    UNION
    -- What has no sums: not stored yet, or its rows cannot be told apart.
    (SELECT submission FROM report EXCEPT SELECT submission FROM stretch)
)
SELECT
    r.*,
    CASE
        WHEN o.submission IS NOT NULL THEN 'single'
        WHEN v.contract IS NOT NULL THEN 'vehicle'
        ELSE 'month'
    END AS way
FROM report AS r
LEFT JOIN opened AS o ON o.submission = r.submission
LEFT JOIN by_vehicle AS v ON v.contract = r.contract
