-- one row per vehicle whose amounts and kilometres in the file give a consumption no vehicle of its
-- class can have; vehicles of several units, and with a row that lacks either, are left out
WITH one_row AS (
    SELECT
        vehicle_id, sheet, "row", min(position) AS position, sum(quantity) AS amount,
        max(distance_km) AS km, min(unit) AS unit,
        bool_and(quantity IS NOT NULL AND NOT is_questioned)
        AND min(unit) = max(unit) AS is_sure
    FROM incoming
    WHERE vehicle_id IS NOT NULL AND NOT is_duplicate
    GROUP BY vehicle_id, sheet, "row"
),
vehicle AS (
    SELECT
        vehicle_id, min(position) AS position, min(unit) AS unit, sum(amount) AS amount,
        sum(km) AS km
    FROM one_row
    GROUP BY vehicle_id
    HAVING bool_and(is_sure AND km IS NOT NULL) AND min(unit) = max(unit)
)
SELECT
    v.position, v.vehicle_id AS vehicle, v.unit, v.amount, v.km, b.low, b.high,
    CAST(round(v.amount * 100 / v.km, 1) AS DECIMAL(18, 1)) AS per_100_km
FROM vehicle AS v
LEFT JOIN listed AS l ON l.vehicle_id = v.vehicle_id
INNER JOIN bound AS b
    ON b.part = 'per_100_km' AND b.unit = v.unit
    AND b.subject = coalesce(l.vehicle_class, 'any_vehicle')
WHERE v.km >= $distance_judged
    AND (v.amount * 100 < b.low * v.km OR v.amount * 100 > b.high * v.km)
ORDER BY v.position
