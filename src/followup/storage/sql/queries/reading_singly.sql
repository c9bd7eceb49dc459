-- one row per fuel report on a contract that is asked about, with rows on some of the asked days or
-- without sums that tell: all that is then looked through for them
WITH report AS (
    SELECT s.submission, s.contract
    FROM own.submission AS s
    WHERE s.report_type = 'fuel' AND s.contract IN (SELECT a.contract FROM ask AS a)
        AND s.act_id <= getvariable('horizon')
),
stretch AS (
    SELECT m.submission, r.contract, m.first_day, m.last_day
    FROM own.fuel_month AS m
    INNER JOIN report AS r ON r.submission = m.submission
)
SELECT x.submission, 'single' AS way
FROM stretch AS x
INNER JOIN (SELECT DISTINCT contract, start_date, end_date FROM ask) AS a
    ON a.contract = x.contract AND x.first_day <= a.end_date AND x.last_day >= a.start_date
UNION
SELECT submission, 'single' AS way FROM report
WHERE submission NOT IN (SELECT x.submission FROM stretch AS x)
