-- one row per ask and part of a fuel row: energy in MJ, and what the fuel set counts of it
SELECT
    ask_id, submission, file_name, sha256, sheet, "row", "column", cell, vehicle_id, fuel,
    fuel_raw, part_quantity AS amount, unit AS amount_unit, part_start, part_end, is_split, why,
    period_start AS row_start, period_end AS row_end,
    mj_per_unit AS factor, energy_source AS factor_source, share_low, share_high, share_status,
    share_source,
    energy_mj * share_low AS numerator,
    energy_mj - energy_mj * (share_high - share_low) AS denominator,
    energy_mj * (share_high - share_low) AS unknown,
    CASE
        WHEN quantity IS NULL THEN 'missing_quantity'
        WHEN is_unnamed_credit THEN 'unnamed_credit'
        WHEN unit IS NULL THEN 'missing_unit'
        WHEN energy_mj IS NULL THEN 'no_energy_content'
    END AS unbounded, row_count
FROM fuel_part
UNION ALL
-- A vehicle in service that got no fuel at all bounds nothing (rule 11). It is asked only
-- where every fuel row names its vehicle, else the fuel may be among the unnamed rows.
SELECT
    v.ask_id, v.submission, v.file_name, v.sha256, v.sheet, v."row", v."column", v.cell,
    v.vehicle_id, NULL AS fuel, v.drivetrain_raw AS fuel_raw, NULL AS amount,
    NULL AS amount_unit, v.start_date AS part_start, v.end_date AS part_end,
    FALSE AS is_split, NULL AS why, v.start_date AS row_start, v.end_date AS row_end,
    NULL AS factor, NULL AS factor_source, NULL AS share_low, NULL AS share_high,
    NULL AS share_status, NULL AS share_source,
    NULL AS numerator, NULL AS denominator, NULL AS unknown, 'vehicle_without_fuel' AS unbounded,
    NULL AS row_count
FROM vehicle_in_service AS v
WHERE v.why IS NULL AND v.vehicle_id IS NOT NULL
  AND (v.ask_id, v.contract) IN (
        SELECT (p.ask_id, p.contract) FROM fuel_part AS p WHERE p.why IS NULL
        GROUP BY p.ask_id, p.contract HAVING count(*) = count(p.vehicle_id)
    )
  AND NOT EXISTS (
        SELECT 1 FROM fuel_part AS p
        WHERE p.ask_id = v.ask_id AND p.vehicle_id = v.vehicle_id
          AND p.why IS DISTINCT FROM 'outside_contract'
    )
