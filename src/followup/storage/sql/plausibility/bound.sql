-- one row per plausibility bound in force and known on a day
CREATE OR REPLACE TEMP TABLE bound AS
SELECT subject, part, unit, low, high
FROM ref.plausibility_bound
WHERE valid_from <= $today AND valid_to >= $today AND known_from <= $today AND known_to > $today
