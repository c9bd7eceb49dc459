-- one row per group of fuel rows in force, of all vehicles together (queries/reading.sql)
SELECT
    r.contract, coalesce(m.buyer, r.buyer) AS buyer, r.file_name, r.sha256, r.country,
    m.submission, m.fuel, m.quantity, m.unit, m.distance_km, m.grade, m.is_duplicate,
    m.is_questioned, m.first_day AS period_start, m.last_day AS period_end, m.row_count
FROM own.fuel_month AS m
INNER JOIN reading AS r ON r.submission = m.submission AND r.way = 'month'
