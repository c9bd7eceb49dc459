-- one row per row of a vehicle list in force; a row without days takes the list's own
SELECT
    s.contract, s.buyer, s.reporter, s.act_id, s.file_name, s.sha256,
    v.submission, v.sheet, v."row", v."column", v.cell,
    v.vehicle_id, v.category, v.make_model, v.model_year, v.euro_class,
    v.drivetrain, v.drivetrain_raw, v.is_duplicate, v.is_questioned,
    v.first_registered, v.eu_category, v.total_weight_kg, v.co2_g_km, v.co2_cycle,
    v.rde_nox_share, v.rde_pn_share, v.hvo_approved,
    coalesce(v.period_start, s.period_start) AS period_start,
    coalesce(v.period_end, s.period_end) AS period_end
FROM own.vehicle AS v
INNER JOIN app.current_submission AS s ON s.submission = v.submission
WHERE app.may_hold('vehicle')
