-- one row per ask and vehicle that was fuelled or stands on a list: whether what it drives counts
, fuelled AS (
    SELECT
        p.ask_id, p.vehicle_id,
        any_value(p.fuel_set) AS fuel_set, any_value(p.counts_fossil) AS counts_fossil,
        any_value(p.vehicle_level) AS vehicle_level,
        sum(p.energy_mj) > 0
            AND bool_and(p.energy_mj IS NOT NULL AND NOT p.is_unnamed_credit) AS is_certain,
        sum(p.energy_mj) AS energy_mj,
        sum(p.energy_mj * p.share_low) AS low_mj,
        sum(p.energy_mj * p.share_high) AS high_mj,
        bool_or(p.share_high = 0 AND p.quantity > 0) AS has_exhaust
    FROM fuel_part AS p
    WHERE p.why IS NULL AND p.vehicle_id IS NOT NULL
    GROUP BY p.ask_id, p.vehicle_id
),
vehicle_run AS (
    SELECT
        f.ask_id, f.vehicle_id,
        CASE
            WHEN f.fuel_set = 'zero_emission' THEN CASE
                WHEN v.drivetrain IN ('electric', 'hydrogen')
                    THEN CASE WHEN NOT f.has_exhaust THEN TRUE END
                WHEN v.drivetrain IS NOT NULL OR f.has_exhaust THEN FALSE
            END
            WHEN NOT f.is_certain THEN NULL
            -- A vehicle is fossil-run as soon as it is not at the level of what is not fossil.
            WHEN f.counts_fossil AND f.low_mj > (1 - f.vehicle_level) * f.energy_mj THEN TRUE
            WHEN f.counts_fossil AND f.high_mj <= (1 - f.vehicle_level) * f.energy_mj THEN FALSE
            WHEN f.counts_fossil THEN NULL
            WHEN f.low_mj >= f.vehicle_level * f.energy_mj THEN TRUE
            WHEN f.high_mj < f.vehicle_level * f.energy_mj THEN FALSE
        END AS is_counted
    FROM fuelled AS f
    LEFT JOIN vehicle_in_service AS v
        ON v.ask_id = f.ask_id AND v.vehicle_id = f.vehicle_id AND v.why IS NULL
    UNION ALL
    SELECT
        v.ask_id, v.vehicle_id,
        CASE
            WHEN a.fuel_set = 'zero_emission' AND v.drivetrain IN ('electric', 'hydrogen') THEN TRUE
            WHEN a.fuel_set = 'zero_emission' AND v.drivetrain IS NOT NULL THEN FALSE
        END AS is_counted
    FROM vehicle_in_service AS v
    INNER JOIN (SELECT DISTINCT ask_id, fuel_set FROM ask) AS a ON a.ask_id = v.ask_id
    WHERE v.why IS NULL AND v.vehicle_id IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM fuelled AS f WHERE f.ask_id = v.ask_id AND f.vehicle_id = v.vehicle_id
      )
)
