-- one row per report in the registered frame `summarised`, vehicle and stretch of days: the rows
-- that every measure treats alike (migration 036)
SELECT
    x.submission, x.vehicle_id, min(x.first) AS first_day, max(x.last) AS last_day,
    x.fuel, x.unit, x.buyer, x.grade, x.is_duplicate, x.is_questioned,
    sum(x.quantity) AS quantity, sum(x.distance_km) AS distance_km, count(*) AS row_count
FROM (
    SELECT
        f.submission, f.vehicle_id, f.fuel, f.unit, f.buyer, f.grade, f.is_duplicate,
        f.is_questioned, f.quantity, f.distance_km,
        coalesce(f.period_start, s.period_start) AS first,
        coalesce(f.period_end, s.period_end) AS last,
        first <= last AND year(first) = year(last) AND month(first) = month(last) AS is_within,
        CASE WHEN is_within THEN 100 * year(first) + month(first) END AS within,
        CASE WHEN NOT is_within THEN first END AS from_day,
        CASE WHEN NOT is_within THEN last END AS to_day,
        f.quantity < 0 AS is_credit, f.distance_km < 0 AS is_backwards
    FROM store.main.fuel_delivery AS f
    INNER JOIN store.main.submission AS s ON s.submission = f.submission
    WHERE f.submission IN (SELECT r.submission FROM summarised AS r)
) AS x
GROUP BY
    x.submission, x.vehicle_id, x.within, x.from_day, x.to_day, x.fuel, x.unit, x.buyer, x.grade,
    x.is_duplicate, x.is_questioned, x.is_credit, x.is_backwards
ORDER BY x.submission, first_day, x.vehicle_id
