-- one row per group of fuel rows in force and vehicle; its cell tells it from the report's others
SELECT
    r.contract, coalesce(m.buyer, r.buyer) AS buyer, r.file_name, r.sha256, r.country,
    m.submission, m.vehicle_id, m.fuel, m.quantity, m.unit, m.distance_km, m.grade,
    m.is_duplicate, m.is_questioned, m.first_day AS period_start, m.last_day AS period_end,
    m.row_count,
    concat_ws(' ', m.first_day, m.last_day, m.fuel, m.unit, m.buyer, m.grade, m.is_duplicate,
        m.is_questioned, sign(m.quantity), sign(m.distance_km)) AS cell
FROM own.fuel_vehicle_month AS m
INNER JOIN reading AS r ON r.submission = m.submission AND r.way = 'vehicle'
