-- one row per row of fuel in force on some contracts and days, with what the store knows of it
WITH mine AS (
    SELECT f.*
    FROM app.fuel_fact AS f
    WHERE f.contract IN (SELECT unnest(CAST($contracts AS VARCHAR[])))
      AND f.period_start <= $period_end AND f.period_end >= $period_start
      AND NOT f.is_duplicate
),
elsewhere AS (
    SELECT DISTINCT m.submission, m.sheet, m."row", m."column"
    FROM mine AS m
    INNER JOIN app.fuel_fact AS o
        ON o.vehicle_id = m.vehicle_id AND o.quantity = m.quantity AND o.unit = m.unit
        AND o.fuel_raw IS NOT DISTINCT FROM m.fuel_raw
        AND o.period_start = m.period_start AND o.period_end = m.period_end
        AND (o.submission, o.sheet, o."row", o."column")
            IS DISTINCT FROM (m.submission, m.sheet, m."row", m."column")
),
noted AS (
    SELECT
        n.submission, n.sheet, n."row",
        bool_or(n.code = 'explained') AS is_explained,
        bool_or(n.code = 'vehicle_not_in_list') AS is_unlisted,
        bool_or(n.code = 'approximate_value') AS is_approximate
    FROM own.finding AS n
    WHERE n."row" IS NOT NULL AND n.submission IN (SELECT m.submission FROM mine AS m)
    GROUP BY n.submission, n.sheet, n."row"
)
SELECT
    m.contract, m.reporter, m.submission, m.file_name, m.sha256, m.sheet, m."row", m."column",
    m.vehicle_id, m.fuel, m.fuel_raw, m.quantity, m.unit, m.period_start, m.period_end, m.grade,
    m.is_questioned AS questioned,
    coalesce(n.is_explained, FALSE) AS explained,
    e."row" IS NOT NULL AS same_elsewhere,
    coalesce(n.is_approximate, FALSE) AS approximate,
    coalesce(n.is_unlisted, FALSE) AS not_in_list
FROM mine AS m
LEFT JOIN noted AS n
    ON n.submission = m.submission AND n."row" = m."row" AND n.sheet IS NOT DISTINCT FROM m.sheet
LEFT JOIN elsewhere AS e
    ON e.submission = m.submission AND e."row" = m."row" AND e.sheet IS NOT DISTINCT FROM m.sheet
    AND e."column" IS NOT DISTINCT FROM m."column"
ORDER BY m.contract, m.submission, m.sheet, m."row", m."column"
