-- one row per word that may not be published, with its kind; whatever was ever stored counts
WITH words AS (
    SELECT 'supplier' AS kind, supplier AS word FROM own.contract WHERE NOT is_internal
    UNION ALL SELECT 'supplier', "name" FROM own.contract_subcontractor
    UNION ALL SELECT 'supplier', reporter FROM own.reporter
    UNION ALL SELECT 'supplier', reporter FROM own.submission
    UNION ALL SELECT 'org_number', supplier_org_number FROM own.contract
    UNION ALL SELECT 'org_number', org_number FROM own.contract_subcontractor
    UNION ALL SELECT 'person', responsible FROM own.contract
    UNION ALL SELECT 'person', replace(actor, ' (ej verifierad)', '') FROM own.act
    UNION ALL SELECT 'person', contact FROM own.wrong_number
    UNION ALL SELECT 'vehicle', vehicle_id FROM own.fuel_delivery
    UNION ALL SELECT 'vehicle', vehicle_raw FROM own.fuel_delivery
    UNION ALL SELECT 'vehicle', vehicle_id FROM own.vehicle
    UNION ALL SELECT 'vehicle', vehicle_raw FROM own.vehicle
    UNION ALL SELECT 'vehicle', vehicle_id FROM own.activity
    UNION ALL SELECT 'vehicle', vehicle_id FROM own.procured_vehicle
    UNION ALL SELECT 'vehicle', machine_id FROM own.machine
    UNION ALL SELECT 'file', file_name FROM own.submission
    UNION ALL SELECT 'file', sha256 FROM own.submission
    UNION ALL SELECT 'certificate', certificate_number FROM own.certificate
)

SELECT DISTINCT
    kind,
    trim(word) AS word
FROM words
WHERE
    trim(word) != ''
    AND word NOT IN (SELECT buyer FROM own.contract_buyer WHERE buyer IS NOT NULL)
ORDER BY kind, word
