-- one row per row of fuel in force
SELECT * FROM app.fuel_fact
