-- one row per contract, vehicle, receipt or certificate claimed there, and other contract in force
-- that claims it too: a certificate on any days, the others on some of the same days
WITH contested AS MATERIALIZED (
    -- Vehicles that reports of several contracts name: by kept sums, else by the rows.
    SELECT vehicle_id
    FROM (
        SELECT m.vehicle_id, s.contract
        FROM own.fuel_vehicle_month AS m
        INNER JOIN app.current_submission AS s ON s.submission = m.submission
        UNION ALL
        SELECT vehicle_id, contract FROM app.fuel_fact
        WHERE submission IN (
            SELECT s.submission FROM app.current_submission AS s WHERE s.report_type = 'fuel'
            EXCEPT SELECT m.submission FROM own.fuel_month AS m
        )
    )
    GROUP BY vehicle_id
    HAVING min(contract) != max(contract) AND regexp_full_match(any_value(vehicle_id), $plate)
),
told AS (
    SELECT
        'vehicle' AS kind, vehicle_id AS number, vehicle_id AS shown, contract, sha256, file_name,
        sheet, "row", period_start, period_end
    FROM app.fuel_fact
    WHERE NOT is_duplicate AND vehicle_id IN (SELECT c.vehicle_id FROM contested AS c)
    UNION ALL
    SELECT
        'receipt' AS kind, app.bare(receipt) AS number, receipt AS shown, contract, sha256,
        file_name, sheet, "row", period_start, period_end
    FROM app.fuel_fact
    WHERE NOT is_duplicate AND receipt IS NOT NULL AND length(number) >= $receipt_signs
        AND regexp_matches(number, '\d')
    UNION ALL
    SELECT
        'certificate' AS kind, app.bare(certificate_number) AS number,
        certificate_number AS shown, contract, sha256, file_name, sheet, "row", period_start,
        period_end
    FROM app.certificate_fact
    WHERE NOT is_duplicate AND certificate_number IS NOT NULL
),
several AS (
    SELECT kind, number FROM told GROUP BY kind, number HAVING count(DISTINCT contract) > 1
),
claim AS (
    SELECT
        t.kind, t.number, t.contract, t.sha256, t.period_start, t.period_end,
        any_value(t.shown) AS shown, any_value(t.file_name) AS file_name, count(*) AS n,
        min({'sheet': t.sheet, 'row': t."row"}) AS place
    FROM told AS t
    INNER JOIN several AS s ON s.kind = t.kind AND s.number = t.number
    GROUP BY t.kind, t.number, t.contract, t.sha256, t.period_start, t.period_end
),
met AS (
    SELECT DISTINCT a.*, b.contract AS other
    FROM claim AS a
    INNER JOIN claim AS b
        ON b.kind = a.kind AND b.number = a.number AND b.contract != a.contract
        -- The same file stored for both has been said to be shared, and counts once in a goal.
        AND b.sha256 != a.sha256
        AND (
            a.kind = 'certificate'
            OR b.period_start <= a.period_end AND b.period_end >= a.period_start
        )
)
SELECT
    kind, number, contract, other, any_value(shown) AS shown, sum(n) AS row_count,
    min(period_start) AS first_day, max(period_end) AS last_day,
    arg_min(file_name, period_start) AS file_name, arg_min(place.sheet, period_start) AS sheet,
    arg_min(place."row", period_start) AS "row"
FROM met
GROUP BY kind, number, contract, other
ORDER BY contract, kind, number, other
