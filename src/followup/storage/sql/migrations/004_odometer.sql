-- one row per fuel row keeps the meter reading beside it, so that a later report can be held to it
ALTER TABLE fuel_delivery ADD COLUMN odometer_km DECIMAL(18, 3);
