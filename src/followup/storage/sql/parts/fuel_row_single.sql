-- one row per row of fuel in force whose report must be read row by row (queries/reading.sql)
SELECT * FROM app.fuel_fact
WHERE submission IN (SELECT r.submission FROM reading AS r WHERE r.way = 'single')
