-- one row per ask: how many vehicles its rows name, and how many rows name none
SELECT
    ask_id,
    count(DISTINCT vehicle_id) AS vehicles,
    CAST(coalesce(sum(coalesce(row_count, 1)) FILTER (vehicle_id IS NULL), 0) AS BIGINT)
        AS rows_without_vehicle
FROM fuel_part
WHERE why IS NULL
GROUP BY ask_id
