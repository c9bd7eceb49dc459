-- one row per ask and vehicle that was fuelled and stands on no list of the ask's days
, unlisted AS (
    SELECT
        p.ask_id, p.vehicle_id, min(p.part_start) AS start_date, max(p.part_end) AS end_date,
        min({
            'file_name': p.file_name, 'sheet': p.sheet, 'row': p."row", 'column': p."column",
            'cell': p.cell, 'submission': p.submission, 'sha256': p.sha256
        }) AS place,
        -- In service on unknown days: at most all of the window's.
        CASE WHEN any_value(p.vehicle_count) = 'vehicle_days'
            THEN any_value(p.window_end - p.window_start + 1) ELSE 1 END AS weight,
        any_value(p.measured_in) AS unit
    FROM fuel_part AS p
    WHERE p.why IS NULL AND p.vehicle_id IS NOT NULL AND p.report_type = 'vehicles'
      AND NOT EXISTS (
          SELECT 1 FROM vehicle_in_service AS v
          WHERE v.ask_id = p.ask_id AND v.vehicle_id = p.vehicle_id
            AND v.why IS DISTINCT FROM 'duplicate_row'
      )
    GROUP BY p.ask_id, p.vehicle_id
)
