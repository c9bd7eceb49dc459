-- one row per earlier report of the reporter, for other days, that holds the file's very amounts;
-- the one that holds most of them first
WITH mine AS (
    SELECT
        coalesce(vehicle_id, '') AS vehicle_id, coalesce(fuel, fuel_raw, '') AS fuel, quantity, unit,
        row_number() OVER (PARTITION BY vehicle_id, coalesce(fuel, fuel_raw), quantity, unit) AS n
    FROM incoming
    WHERE quantity > 0 AND NOT is_duplicate
),
theirs AS (
    SELECT
        f.submission, coalesce(f.vehicle_id, '') AS vehicle_id, f.fuel, f.quantity, f.unit,
        row_number() OVER (
            PARTITION BY f.submission, f.vehicle_id, f.fuel, f.quantity, f.unit
        ) AS n
    FROM held AS f
    WHERE f.contract = $contract AND f.reporter = $reporter AND f.quantity > 0
        AND NOT f.is_duplicate
),
matched AS (
    SELECT t.submission, count(*) AS same, count(DISTINCT t.quantity) AS amounts
    FROM mine AS m
    INNER JOIN theirs AS t
        ON t.vehicle_id = m.vehicle_id AND t.fuel = m.fuel AND t.quantity = m.quantity
        AND t.unit IS NOT DISTINCT FROM m.unit AND t.n = m.n
    GROUP BY t.submission
)
SELECT
    s.file_name AS file, s.period_start, s.period_end, h.same AS "rows",
    (SELECT count(*) FROM mine) AS of
FROM matched AS h
INNER JOIN own.submission AS s ON s.submission = h.submission
WHERE (s.period_end < $period_start OR s.period_start > $period_end)
    AND h.same >= $copied_share * (SELECT count(*) FROM mine)
    -- Few or even amounts repeat by themselves.
    AND h.amounts >= $copied_amounts
ORDER BY h.same DESC, s.period_start, s.submission
LIMIT 1
