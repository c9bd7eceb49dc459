-- one row per ask and contract: some of the vehicles behind its rows, named in them or listed for
-- those days (ids, at most as many as asked for: a list of all would be of no more use)
SELECT
    v.ask_id, v.contract,
    list_slice(list(DISTINCT v.vehicle_id ORDER BY v.vehicle_id), 1, CAST(? AS INTEGER)) AS vehicles
FROM (
    SELECT p.ask_id, p.contract, p.vehicle_id FROM fuel_part AS p WHERE p.why IS NULL
    UNION ALL
    SELECT p.ask_id, p.contract, p.vehicle_id FROM activity_part AS p WHERE p.why IS NULL
    UNION ALL
    SELECT a.ask_id, f.contract, f.vehicle_id
    FROM ask AS a
    INNER JOIN app.vehicle_fact AS f
        ON f.contract = a.contract AND f.period_start <= a.end_date AND f.period_end >= a.start_date
) AS v
WHERE v.vehicle_id IS NOT NULL
GROUP BY v.ask_id, v.contract
ORDER BY v.ask_id, v.contract
