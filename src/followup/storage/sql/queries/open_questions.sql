-- one row per report in force with rows that somebody has to answer for
SELECT q.submission, q.contract, q.file_name, min(s.received_date) AS received_date, sum(q.n) AS row_count
FROM (
    SELECT submission, contract, file_name, count(*) AS n
    FROM app.fuel_fact WHERE is_questioned GROUP BY ALL
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
