-- one row per contract, fuel and unit: the amount of the rows that ended in a span of days, and the
-- country its energy is counted by; an amount is null where one of its rows has none, and rows in
-- question are of a fuel nobody knows
SELECT
    contract, country, CASE WHEN NOT is_questioned THEN fuel END AS fuel, unit,
    CASE WHEN count(quantity) = count(*) THEN sum(quantity) END AS quantity
FROM app.fuel_fact
WHERE period_end BETWEEN $first_day AND $last_day AND NOT is_duplicate
GROUP BY ALL
ORDER BY contract, fuel, unit
