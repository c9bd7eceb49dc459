-- one row per ask: how many vehicles its rows name, and how many rows name none
SELECT
    ask_id,
    count(DISTINCT vehicle_id) AS vehicles,
    count(*) FILTER (vehicle_id IS NULL) AS rows_without_vehicle
FROM fuel_part
WHERE why IS NULL
GROUP BY ask_id
