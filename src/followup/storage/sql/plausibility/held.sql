-- one row per fuel row of a report in force that is of the same contract or names the same vehicle
-- or receipt, but for the reports that the incoming one takes the place of
CREATE OR REPLACE TEMP TABLE held AS
SELECT
    f.submission, f.contract, f.reporter, f.vehicle_id, coalesce(f.fuel, f.fuel_raw, '') AS fuel,
    f.quantity, f.unit, f.period_start, f.period_end, f.odometer_km, f.findings, f.is_duplicate,
    app.bare(f.receipt) AS receipt
FROM app.fuel_fact AS f
WHERE (
        f.contract = $contract OR f.vehicle_id IN (SELECT i.vehicle_id FROM incoming AS i)
        OR app.bare(f.receipt) IN (SELECT r.number FROM receipts AS r)
    )
    AND f.submission NOT IN (
        SELECT s.submission
        FROM own.submission AS s
        WHERE $replaces AND s.contract = $contract AND s.reporter = $reporter
            AND s.period_start <= $period_end AND s.period_end >= $period_start
    )
