-- one row per fuel, unit and stretch of days on which all its figures stand still, for each pair of
-- a fuel set and a factor set in the registered frame `asked_sets`, as known on the reference day
WITH asked_fuel AS (
    SELECT k.fuel_set, k.factor_set, f.country, f.fuel, u.unit
    FROM asked_sets AS k
    CROSS JOIN (
        SELECT country, fuel FROM app.share_known
        UNION
        SELECT country, fuel FROM app.ghg_known
        UNION
        SELECT country, fuel FROM app.energy_known
    ) AS f
    -- Of an amount without a unit the share is known all the same.
    CROSS JOIN (
        SELECT unit FROM app.energy_known UNION SELECT unit FROM app.ghg_known UNION SELECT NULL
    ) AS u
),
border AS (
    -- Days on which a figure of a fuel begins or ends; also where none follows, so that a gap
    -- in the catalogue leaves days without a figure and never drops them.
    SELECT k.*, DATE '0001-01-01' AS valid_from FROM asked_fuel AS k
    UNION
    SELECT k.*, unnest([s.valid_from, s.valid_to + 1])
    FROM asked_fuel AS k
    INNER JOIN app.share_known AS s
        ON s.fuel_set = k.fuel_set AND s.fuel = k.fuel AND s.country = k.country
    UNION
    SELECT k.*, unnest([g.valid_from, g.valid_to + 1])
    FROM asked_fuel AS k
    INNER JOIN app.ghg_known AS g
        ON g.fuel = k.fuel AND g.country = k.country AND g.unit = k.unit
        AND g.factor_set = k.factor_set
    UNION
    SELECT k.*, unnest([e.valid_from, e.valid_to + 1])
    FROM asked_fuel AS k
    INNER JOIN app.energy_known AS e
        ON e.fuel = k.fuel AND e.country = k.country AND e.unit = k.unit
),
stretch AS (
    SELECT
        *,
        lead(valid_from, 1, DATE '9999-12-31') OVER (
            PARTITION BY fuel_set, factor_set, country, fuel, unit ORDER BY valid_from
        ) - 1 AS valid_to
    FROM border
)
SELECT
    k.fuel_set, k.factor_set, k.country, k.fuel, k.unit, k.valid_from, k.valid_to,
    s.share_low, s.share_high, s.status AS share_status, s.source AS share_source,
    -- A negative factor (manure gas) offsets nothing (rule 18).
    CASE WHEN g.g_low < 0 THEN 0 ELSE g.g_low END AS g_low,
    CASE WHEN g.g_high < 0 THEN 0 ELSE g.g_high END AS g_high,
    g.status AS ghg_status, g.source AS ghg_source,
    e.mj_per_unit, e.source AS energy_source
FROM stretch AS k
LEFT JOIN app.share_known AS s
    ON s.fuel_set = k.fuel_set AND s.fuel = k.fuel AND s.country = k.country
    AND k.valid_from BETWEEN s.valid_from AND s.valid_to
LEFT JOIN app.ghg_known AS g
    ON g.fuel = k.fuel AND g.country = k.country AND g.unit = k.unit
    AND g.factor_set = k.factor_set
    AND k.valid_from BETWEEN g.valid_from AND g.valid_to
LEFT JOIN app.energy_known AS e
    ON e.fuel = k.fuel AND e.country = k.country AND e.unit = k.unit
    AND k.valid_from BETWEEN e.valid_from AND e.valid_to
