-- one row per report in the registered frame `summarised` and stretch of days: the same rows for
-- all of its vehicles together
SELECT
    v.submission, min(v.first_day) AS first_day, max(v.last_day) AS last_day,
    v.fuel, v.unit, v.buyer, v.grade, v.is_duplicate, v.is_questioned,
    sum(v.quantity) AS quantity, sum(v.distance_km) AS distance_km,
    CAST(sum(v.row_count) AS BIGINT) AS row_count
FROM (
    SELECT
        *,
        first_day <= last_day AND year(first_day) = year(last_day)
            AND month(first_day) = month(last_day) AS is_within,
        CASE WHEN is_within THEN 100 * year(first_day) + month(first_day) END AS within,
        CASE WHEN NOT is_within THEN first_day END AS from_day,
        CASE WHEN NOT is_within THEN last_day END AS to_day
    FROM store.main.fuel_vehicle_month
    WHERE submission IN (SELECT r.submission FROM summarised AS r)
) AS v
GROUP BY
    v.submission, v.within, v.from_day, v.to_day, v.fuel, v.unit, v.buyer, v.grade,
    v.is_duplicate, v.is_questioned, v.quantity < 0, v.distance_km < 0
ORDER BY v.submission, first_day
