-- one row per energy content of a fuel known on the reference day, valid on the days it speaks for (app.valued)
SELECT * REPLACE (app.valued(valid_from) AS valid_from, app.valued(valid_to + 1) - 1 AS valid_to)
FROM ref.energy_content
WHERE known_from <= getvariable('reference_day') AND known_to > getvariable('reference_day')
