-- one row per ask and part of a fact, those that count first; with the place the row names, and
-- the dispenses that keep it out
SELECT
    m.*, f.place,
    CASE WHEN m.why = 'exempt' THEN (
        SELECT list(DISTINCT x.exemption ORDER BY x.exemption)
        FROM exempted AS x
        INNER JOIN (SELECT DISTINCT ask_id, contract, requirement FROM ask) AS a
            ON a.contract = x.contract
            AND (x.requirement IS NULL OR x.requirement = a.requirement)
        WHERE a.ask_id = m.ask_id
          AND (x.vehicle_id IS NOT DISTINCT FROM CAST(m.vehicle_id AS VARCHAR)
              OR x.vehicle_id IS NULL AND x.category IS NULL)
          AND (x.fuel IS NULL OR m.fuel IS NULL OR x.fuel = CAST(m.fuel AS VARCHAR))
          AND (x.place IS NULL OR x.place = lower(trim(f.place)))
          AND x.period_start <= m.part_end AND x.period_end >= m.part_start
          AND (x.is_whole OR x.period_start <= m.part_start AND x.period_end >= m.part_end)
    ) END AS exemptions
FROM measured AS m
LEFT JOIN (
    SELECT d.submission, d.sheet, d."row", d."column", any_value(d.place) AS place
    FROM own.fuel_delivery AS d
    WHERE d.submission IN (SELECT o.submission FROM measured AS o)
    GROUP BY d.submission, d.sheet, d."row", d."column"
) AS f
    ON f.submission = m.submission AND f."row" = m."row" AND f."column" = CAST(m."column" AS VARCHAR)
    AND f.sheet IS NOT DISTINCT FROM CAST(m.sheet AS VARCHAR)
ORDER BY m.ask_id, m.why NULLS FIRST, m.file_name, m.sheet, m."row", m.part_start, m.vehicle_id,
    m.cell
