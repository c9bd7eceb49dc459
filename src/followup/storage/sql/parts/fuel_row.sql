-- one row per row of fuel in force
SELECT *, CAST(NULL AS BIGINT) AS row_count FROM app.fuel_fact
