-- one row per fuel report and stretch of days of rows that every measure treats alike: their sums.
-- Rows within one calendar month are one stretch, from the first of their days to the last; other
-- rows are together only where their days are the very same. Amounts that are missing, below nought
-- and not below nought are never added to each other. Made from fuel_delivery alone (summaries.py)
CREATE TABLE fuel_month (
    submission VARCHAR, first_day DATE, last_day DATE, fuel VARCHAR, unit VARCHAR, buyer VARCHAR,
    grade VARCHAR, is_duplicate BOOLEAN, is_questioned BOOLEAN, quantity DECIMAL(38, 3),
    distance_km DECIMAL(38, 3), row_count BIGINT
);

-- the same, and a row for each vehicle
CREATE TABLE fuel_vehicle_month (
    submission VARCHAR, vehicle_id VARCHAR, first_day DATE, last_day DATE, fuel VARCHAR,
    unit VARCHAR, buyer VARCHAR, grade VARCHAR, is_duplicate BOOLEAN, is_questioned BOOLEAN,
    quantity DECIMAL(38, 3), distance_km DECIMAL(38, 3), row_count BIGINT
);
