-- one row per ask and vehicle on a list or fuelled: zero-emission by drive, checked by its fuel
WITH fuelled AS (
    SELECT
        p.ask_id, p.vehicle_id,
        min({
            'file_name': p.file_name, 'sheet': p.sheet, 'row': p."row", 'column': p."column",
            'cell': p.cell, 'submission': p.submission, 'sha256': p.sha256
        }) AS place,
        string_agg(DISTINCT p.fuel_raw, ', ' ORDER BY p.fuel_raw) AS fuels,
        min(p.part_start) AS part_start, max(p.part_end) AS part_end,
        -- share_high 0 in the set zero_emission: a fuel that is burnt and leaves exhaust
        bool_or(p.share_high = 0 AND p.quantity > 0) AS has_exhaust,
        CASE WHEN any_value(p.vehicle_count) = 'vehicle_days'
            THEN any_value(p.window_end - p.window_start + 1) ELSE 1 END AS weight,
        any_value(p.vehicle_set) IS NULL AND any_value(p.vehicle_count) = 'used' AS takes_any
    FROM fuel_part AS p
    WHERE p.why IS NULL
      AND NOT EXISTS (
          SELECT 1 FROM service AS s
          WHERE s.ask_id = p.ask_id AND s.vehicle_id = p.vehicle_id
            AND NOT s.is_counted AND s.kept_out IS NOT NULL
      )
      -- Fuel without a named vehicle went to a listed one, if any there can take it.
      AND (p.vehicle_id IS NOT NULL OR NOT EXISTS (
          SELECT 1
          FROM vehicle_in_service AS v
          WHERE v.ask_id = p.ask_id AND v.why IS NULL
            AND (p.share_high > 0 OR coalesce(v.drivetrain, '') NOT IN ('electric', 'hydrogen'))
      ))
    GROUP BY p.ask_id, p.vehicle_id
),
judged AS (
    SELECT
        coalesce(v.ask_id, f.ask_id) AS ask_id,
        CASE WHEN v.ask_id IS NULL THEN f.place ELSE {
            'file_name': v.file_name, 'sheet': v.sheet, 'row': v."row", 'column': v."column",
            'cell': v.cell, 'submission': v.submission, 'sha256': v.sha256
        } END AS place,
        coalesce(v.vehicle_id, f.vehicle_id) AS vehicle_id,
        v.ask_id IS NULL AND f.vehicle_id IS NULL AS is_unnamed_fuel,
        coalesce(v.drivetrain_raw, f.fuels) AS fuel_raw,
        coalesce(v.start_date, f.part_start) AS part_start,
        coalesce(v.end_date, f.part_end) AS part_end,
        v.why,
        coalesce(v.weight, f.weight) AS weight,
        CASE
            -- Whether it is of the clause's set, or in service on its day, is not said.
            WHEN v.ask_id IS NULL AND NOT f.takes_any OR v.ask_id IS NOT NULL AND v.is_in_set IS NULL
                THEN NULL
            -- Nobody knows how many vehicles unnamed fuel went to, nor which.
            WHEN v.ask_id IS NULL AND f.vehicle_id IS NULL THEN NULL
            WHEN v.drivetrain IN ('electric', 'hydrogen')
                THEN CASE WHEN coalesce(f.has_exhaust, FALSE) THEN NULL ELSE TRUE END
            WHEN v.drivetrain IS NOT NULL THEN FALSE
            WHEN f.has_exhaust THEN FALSE
        END AS is_zero_emission
    FROM vehicle_in_service AS v
    FULL OUTER JOIN fuelled AS f
        ON f.ask_id = v.ask_id AND f.vehicle_id = v.vehicle_id AND v.why IS NULL
)
SELECT
    ask_id, place.submission AS submission, place.file_name AS file_name,
    place.sha256 AS sha256, place.sheet AS sheet, place."row" AS "row",
    place."column" AS "column", place.cell AS cell, vehicle_id,
    NULL AS fuel, fuel_raw, CAST(1 AS DECIMAL(38, 3)) AS amount, 'vehicle' AS amount_unit,
    part_start, part_end, FALSE AS is_split, why, part_start AS row_start,
    part_end AS row_end, NULL AS factor, NULL AS factor_source, NULL AS share_low,
    NULL AS share_high,
    CASE WHEN is_zero_emission IS NULL THEN 'missing' ELSE 'published' END AS share_status,
    NULL AS share_source,
    CAST(CASE WHEN is_zero_emission THEN weight ELSE 0 END AS DECIMAL(38, 15)) AS numerator,
    CAST(CASE WHEN is_zero_emission IS NULL THEN 0 ELSE weight END AS DECIMAL(38, 15)) AS denominator,
    CAST(CASE WHEN is_zero_emission IS NULL THEN weight ELSE 0 END AS DECIMAL(38, 15)) AS unknown,
    CASE WHEN is_unnamed_fuel THEN 'missing_registration' END AS unbounded
FROM judged
