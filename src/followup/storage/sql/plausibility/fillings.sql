-- one row per single filling that is larger than any tank of the vehicle's class; a file whose
-- vehicles fill seldom states sums on a date, and sums are not fillings
WITH filling AS (
    SELECT DISTINCT vehicle_id, fuel, period_start AS day
    FROM incoming
    WHERE vehicle_id IS NOT NULL AND period_start = period_end
),
gap AS (
    SELECT day - lag(day) OVER (PARTITION BY vehicle_id, fuel ORDER BY day) AS days FROM filling
)
SELECT i.position, i.vehicle_id AS vehicle, i.quantity AS amount, i.unit, b.high AS high
FROM incoming AS i
LEFT JOIN listed AS l ON l.vehicle_id = i.vehicle_id
INNER JOIN bound AS b
    ON b.part = 'tank' AND b.unit = i.unit AND b.subject = coalesce(l.vehicle_class, 'any_vehicle')
WHERE i.period_start = i.period_end
    AND i.quantity > b.high
    AND NOT i.is_questioned
    AND regexp_full_match(i.vehicle_id, $plate)
    AND (SELECT quantile_disc(g.days, 0.5) FROM gap AS g WHERE g.days IS NOT NULL)
    <= $days_between_fillings
ORDER BY i.position
