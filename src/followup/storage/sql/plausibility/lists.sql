-- one row per vehicle that stands in the fuel rows of the days and in no vehicle list, or the other
-- way round; none where either is missing
WITH fuelled AS (
    SELECT vehicle_id, min(position) AS position
    FROM (
        SELECT i.vehicle_id, i.position FROM incoming AS i
        UNION ALL
        SELECT f.vehicle_id, NULL AS position
        FROM held AS f
        WHERE f.contract = $contract
            AND f.period_start <= $period_end AND f.period_end >= $period_start
    )
    WHERE regexp_full_match(vehicle_id, $plate)
    GROUP BY vehicle_id
),
known AS (
    SELECT vehicle_id FROM listed WHERE regexp_full_match(vehicle_id, $plate)
)
SELECT
    coalesce(f.vehicle_id, k.vehicle_id) AS vehicle, f.position,
    f.vehicle_id IS NOT NULL AS is_fuelled
FROM fuelled AS f
FULL JOIN known AS k ON k.vehicle_id = f.vehicle_id
WHERE (f.vehicle_id IS NULL OR k.vehicle_id IS NULL)
    AND EXISTS (SELECT 1 FROM fuelled) AND EXISTS (SELECT 1 FROM known)
ORDER BY f.position, vehicle
