-- one row per vehicle whose every reading in the file is below what it showed in earlier reports; a
-- reading of a contract that may not be named is not told to who does not see everything
WITH mine AS (
    SELECT
        vehicle_id, arg_min(position, period_start) AS position, min(period_start) AS first_day,
        max(odometer_km) AS reading
    FROM incoming
    WHERE vehicle_id IS NOT NULL AND odometer_km > 0
        AND NOT contains(findings, 'implausible_odometer')
    GROUP BY vehicle_id
),
last_ones AS (
    -- The middle one of the last three, so that one slip of the pen asks nothing.
    SELECT f.vehicle_id, f.odometer_km, f.period_end
    FROM held AS f
    INNER JOIN mine AS m ON m.vehicle_id = f.vehicle_id
    WHERE f.odometer_km > 0 AND f.period_end < m.first_day
        AND (NOT $is_limited OR list_contains($named, f.contract))
        AND NOT contains(f.findings, 'implausible_odometer')
    QUALIFY row_number() OVER (
        PARTITION BY f.vehicle_id ORDER BY f.period_end DESC, f.odometer_km DESC
    ) <= 3
),
earlier AS (
    SELECT
        vehicle_id, quantile_disc(odometer_km, 0.5) AS reading, max(period_end) AS day
    FROM last_ones
    GROUP BY vehicle_id
)
SELECT m.position, m.vehicle_id AS vehicle, m.reading, e.reading AS earlier, e.day
FROM mine AS m
INNER JOIN earlier AS e ON e.vehicle_id = m.vehicle_id AND m.reading < e.reading
ORDER BY m.position
