-- one row per answer: whether no report ever stored is of the contract or names its vehicles
SELECT
    NOT EXISTS (SELECT 1 FROM own.submission AS s WHERE s.contract = $contract)
    AND NOT EXISTS (
        SELECT 1 FROM own.fuel_delivery AS f
        WHERE f.vehicle_id IN (SELECT i.vehicle_id FROM incoming AS i)
            OR app.bare(f.receipt) IN (SELECT r.number FROM receipts AS r)
    )
