-- one row per contract, fuel and unit: the amount of the rows that ended in a span of days, and the
-- country its energy is counted by
SELECT contract, country, fuel, unit, sum(quantity) AS quantity
FROM app.fuel_fact
WHERE period_end BETWEEN $first_day AND $last_day
    AND fuel IS NOT NULL AND NOT is_duplicate AND NOT is_questioned
GROUP BY contract, country, fuel, unit
ORDER BY contract, fuel, unit
