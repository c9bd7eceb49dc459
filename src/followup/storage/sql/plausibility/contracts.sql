-- one row per vehicle of the file that another contract's fuel rows name on one of the same days;
-- of several contracts one that may be named
WITH mine AS (
    SELECT
        vehicle_id, period_start, period_end, min(position) AS position
    FROM incoming
    WHERE regexp_full_match(vehicle_id, $plate) AND period_start IS NOT NULL
    GROUP BY vehicle_id, period_start, period_end
),
theirs AS (
    SELECT DISTINCT f.vehicle_id, f.contract, f.period_start, f.period_end
    FROM held AS f
    WHERE f.contract != $contract AND f.vehicle_id IN (SELECT m.vehicle_id FROM mine AS m)
),
shared AS (
    SELECT m.vehicle_id, m.position, t.contract, m.period_start AS day
    FROM mine AS m
    INNER JOIN theirs AS t
        ON t.vehicle_id = m.vehicle_id AND t.period_start = m.period_start
        AND t.period_end = m.period_end
    UNION ALL
    SELECT m.vehicle_id, m.position, t.contract, greatest(m.period_start, t.period_start) AS day
    FROM mine AS m
    INNER JOIN theirs AS t
        ON t.vehicle_id = m.vehicle_id
        AND t.period_start <= m.period_end AND t.period_end >= m.period_start
    WHERE m.period_start < m.period_end OR t.period_start < t.period_end
)
SELECT
    min(position) AS position, vehicle_id AS vehicle, min(day) AS day,
    first(contract ORDER BY list_contains($named, contract) DESC, day, contract) AS contract
FROM shared
GROUP BY vehicle_id
ORDER BY position
