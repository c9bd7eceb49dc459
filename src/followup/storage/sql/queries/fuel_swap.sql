-- one row per fuel in a unit on a day and fuel that can be given instead, with the figures of both
-- on that day; `wanted` is a registered frame of what is asked
SELECT
    w.fuel, w.unit, w.day, s.by_fuel, s.needs,
    e.mj_per_unit, b.mj_per_unit AS by_mj_per_unit, f.share_low, f.share_high,
    -- A negative factor offsets nothing (rule 18).
    greatest(g.g_low, 0) AS g_low, greatest(g.g_high, 0) AS g_high
FROM wanted AS w
INNER JOIN ref.fuel_swap AS s ON s.fuel = w.fuel
INNER JOIN ref.energy_content AS e
    ON e.fuel = w.fuel AND e.unit = w.unit AND e.country = w.country
    AND w.day BETWEEN e.valid_from AND e.valid_to
    AND e.known_from <= getvariable('reference_day')
        AND e.known_to > getvariable('reference_day')
INNER JOIN ref.energy_content AS b
    ON b.fuel = s.by_fuel AND b.unit = w.unit AND b.country = w.country
    AND w.day BETWEEN b.valid_from AND b.valid_to
    AND b.known_from <= getvariable('reference_day')
        AND b.known_to > getvariable('reference_day')
LEFT JOIN ref.fuel_share AS f
    ON f.fuel_set = w.fuel_set AND f.fuel = s.by_fuel AND f.country = w.country
    AND w.day BETWEEN f.valid_from AND f.valid_to
    AND f.known_from <= getvariable('reference_day')
        AND f.known_to > getvariable('reference_day')
LEFT JOIN ref.ghg_factor AS g
    ON g.fuel = s.by_fuel AND g.unit = w.unit AND g.country = w.country
    AND g.factor_set = w.factor_set
    AND w.day BETWEEN g.valid_from AND g.valid_to
    AND g.known_from <= getvariable('reference_day')
        AND g.known_to > getvariable('reference_day')
ORDER BY w.fuel, w.unit, w.day, s.by_fuel
