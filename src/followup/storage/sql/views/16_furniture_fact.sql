-- one row per row of a furniture report in force; a row without days takes the report's own.
-- Money without a currency is in that of the contract's country. Avoided CO2e is an amount only
-- with a factor and its source: else avoided_co2e_kg is null and unsourced_co2e_kg what was said
SELECT
    s.contract, c.country, s.buyer, s.reporter, s.file_name, s.sha256,
    f.submission, f.sheet, f."row", f."column", f.cell, f.item_group, f.acquisition,
    f.acquisition_raw, f.pieces, f.purchase_value, f.avoided_value,
    coalesce(f.currency, CASE c.country WHEN 'SE' THEN 'SEK' WHEN 'DK' THEN 'DKK' END)
        AS currency,
    CASE WHEN f.co2_factor IS NOT NULL AND trim(f.co2_source) != '' THEN f.avoided_co2e_kg END
        AS avoided_co2e_kg,
    CASE WHEN f.co2_factor IS NULL OR coalesce(trim(f.co2_source), '') = ''
        THEN f.avoided_co2e_kg END AS unsourced_co2e_kg,
    f.co2_factor, f.co2_source, f.weight_kg, f.is_ecolabelled, f.is_repaired, f.warranty_years,
    f.taken_back_pieces, f.disposed_pieces, f.disposal_route, f.grade, f.is_duplicate,
    f.is_questioned,
    -- Only what was acquired is furniture bought: a row of disposal alone is not.
    f.pieces IS NOT NULL OR f.acquisition IS NOT NULL OR f.acquisition_raw IS NOT NULL
        OR f.disposed_pieces IS NULL AND f.taken_back_pieces IS NULL AS is_acquired,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM own.furniture AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
INNER JOIN app.current_contract AS c ON c.contract = s.contract
WHERE app.may_hold('furniture')
