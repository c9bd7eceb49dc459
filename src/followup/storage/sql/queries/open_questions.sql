-- one row per report in force with rows that somebody has to answer for
WITH by_row AS (
    -- A receipt that differs makes a question of its row; reports without sums are read by rows too.
    SELECT s.submission
    FROM app.current_submission AS s
    INNER JOIN app.spot_checked AS k ON k.contract = s.contract AND k.sha256 = s.sha256
    UNION
    SELECT submission FROM app.current_submission
    WHERE report_type = 'fuel' AND submission NOT IN (SELECT m.submission FROM own.fuel_month AS m)
)
SELECT q.submission, q.contract, q.file_name, min(s.received_date) AS received_date, sum(q.n) AS row_count
FROM (
    SELECT f.submission, f.contract, f.file_name, count(*) AS n
    FROM app.fuel_fact AS f
    WHERE f.is_questioned AND f.submission IN (SELECT r.submission FROM by_row AS r)
    GROUP BY ALL
    UNION ALL
    SELECT s.submission, s.contract, s.file_name, CAST(sum(m.row_count) AS BIGINT) AS n
    FROM own.fuel_month AS m
    INNER JOIN app.current_submission AS s ON s.submission = m.submission
    INNER JOIN app.current_contract AS c ON c.contract = s.contract
    WHERE m.is_questioned AND m.submission NOT IN (SELECT r.submission FROM by_row AS r)
    GROUP BY s.submission, s.contract, s.file_name
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.vehicle_fact WHERE is_questioned GROUP BY ALL
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.activity_fact WHERE is_questioned GROUP BY ALL
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.machine_fact WHERE is_questioned GROUP BY ALL
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.declared_fact WHERE is_questioned GROUP BY ALL
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.certificate_fact WHERE is_questioned GROUP BY ALL
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.packaging_fact WHERE is_questioned GROUP BY ALL
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.furniture_fact WHERE is_questioned GROUP BY ALL
    UNION ALL
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.food_waste_fact WHERE is_questioned GROUP BY ALL
) AS q
INNER JOIN app.current_submission AS s ON s.submission = q.submission
GROUP BY q.submission, q.contract, q.file_name
ORDER BY received_date, q.contract, q.submission
