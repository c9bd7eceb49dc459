-- one row per granted dispens and vehicle it reaches; one without vehicle where it names none.
-- A category reaches each vehicle and machine that a list on the contract gives it, and with
-- ``category`` the listed rows that name no registration.
WITH granted AS (
    SELECT * FROM app.current_exemption WHERE state = 'granted'
),
of_category AS (
    SELECT g.act_id, g.exemption, unnest(g.categories) AS category
    FROM granted AS g
    WHERE len(g.categories) > 0
),
reached AS (
    SELECT exemption, unnest(vehicles) AS vehicle_id, CAST(NULL AS VARCHAR) AS category
    FROM granted
    WHERE len(vehicles) > 0
    UNION
    SELECT c.exemption, v.vehicle_id, lower(trim(c.category)) AS category
    FROM of_category AS c
    INNER JOIN granted AS g ON g.exemption = c.exemption
    INNER JOIN (
        SELECT contract, vehicle_id, category FROM app.vehicle_fact
        UNION ALL
        SELECT contract, machine_id AS vehicle_id, category FROM app.machine_fact
    ) AS v
        ON v.contract = g.contract AND lower(trim(v.category)) = lower(trim(c.category))
)
SELECT
    g.exemption, g.contract, g.requirement, g.fuel, lower(trim(g.place)) AS place,
    g.period_start, g.period_end, g.decided_date, r.vehicle_id, r.category,
    r.exemption IS NULL AND g.fuel IS NULL AND g.place IS NULL AS is_whole
FROM granted AS g
LEFT JOIN reached AS r ON r.exemption = g.exemption
WHERE r.exemption IS NOT NULL OR (len(g.vehicles) = 0 AND len(g.categories) = 0)
