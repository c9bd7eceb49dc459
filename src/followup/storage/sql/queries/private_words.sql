-- one row per word that may not be published, with its kind; whatever was ever stored counts
WITH words AS (
    SELECT 'supplier' AS kind, supplier AS word FROM store.main.contract WHERE NOT is_internal
    UNION ALL SELECT 'supplier', "name" FROM store.main.contract_subcontractor
    UNION ALL SELECT 'supplier', reporter FROM store.main.reporter
    UNION ALL SELECT 'supplier', reporter FROM store.main.submission
    UNION ALL SELECT 'org_number', supplier_org_number FROM store.main.contract
    UNION ALL SELECT 'org_number', org_number FROM store.main.contract_subcontractor
    UNION ALL SELECT 'person', responsible FROM store.main.contract
    UNION ALL SELECT 'person', replace(actor, ' (ej verifierad)', '') FROM store.main.act
    UNION ALL SELECT 'person', contact FROM store.main.wrong_number
    UNION ALL SELECT 'vehicle', vehicle_id FROM store.main.fuel_delivery
    UNION ALL SELECT 'vehicle', vehicle_raw FROM store.main.fuel_delivery
    UNION ALL SELECT 'vehicle', vehicle_id FROM store.main.vehicle
    UNION ALL SELECT 'vehicle', vehicle_raw FROM store.main.vehicle
    UNION ALL SELECT 'vehicle', vehicle_id FROM store.main.activity
    UNION ALL SELECT 'vehicle', vehicle_id FROM store.main.procured_vehicle
    UNION ALL SELECT 'vehicle', machine_id FROM store.main.machine
    UNION ALL SELECT 'file', file_name FROM store.main.submission
    UNION ALL SELECT 'file', sha256 FROM store.main.submission
    UNION ALL SELECT 'certificate', certificate_number FROM store.main.certificate
)

SELECT DISTINCT
    kind,
    trim(word) AS word
FROM words
WHERE
    trim(word) != ''
    AND word NOT IN (SELECT buyer FROM store.main.contract_buyer WHERE buyer IS NOT NULL)
ORDER BY kind, word
