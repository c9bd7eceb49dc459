-- one row per weighing of food waste in force; a row without days takes the report's own
SELECT
    s.contract, c.country, s.buyer, s.reporter, s.file_name, s.sha256,
    f.submission, f.sheet, f."row", f."column", f.cell, f.kitchen, f.waste_scope,
    f.waste_scope_raw, f.waste_kg, f.portions, f.served_kg, f.grade, f.is_duplicate,
    f.is_questioned,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end
FROM own.food_waste AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
INNER JOIN app.current_contract AS c ON c.contract = s.contract
WHERE app.may_hold('food_waste')
