-- one row per row of a packaging report in force; a row without days takes the report's own
SELECT
    s.contract, c.country, s.buyer, s.reporter, s.file_name, s.sha256,
    f.submission, f.sheet, f."row", f."column", f.cell, f.product_group, f.packaging_type,
    f.material, f.packaging_class, f.packaging_class_raw, f.weight_kg, f.units, f.rotations,
    f.recycled_content, f.is_separable, f.has_unwanted, f.returned_kg, f.grade, f.is_duplicate,
    f.is_questioned,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM own.packaging AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
INNER JOIN app.current_contract AS c ON c.contract = s.contract
WHERE app.may_hold('packaging')
