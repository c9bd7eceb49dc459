-- one row per version of a contract also says when it was awarded, and if the act on clean vehicles can hold
ALTER TABLE contract ADD COLUMN award_date DATE;
ALTER TABLE contract ADD COLUMN procedure_start DATE;
ALTER TABLE contract ADD COLUMN is_above_threshold BOOLEAN;

-- one row per word on a procured vehicle; the newest known one of each contract and vehicle holds
CREATE TABLE procured_vehicle (
    act_id BIGINT, known_from DATE, contract VARCHAR, vehicle_id VARCHAR, is_removed BOOLEAN,
    buyer VARCHAR, awarded DATE, form VARCHAR, eu_category VARCHAR, bus_class VARCHAR,
    total_weight_kg INTEGER, co2_g_km DECIMAL(9, 2), rde_nox_share DECIMAL(9, 6),
    rde_pn_share DECIMAL(9, 6), drive VARCHAR, fuel VARCHAR, fuel_evidence VARCHAR,
    "exception" VARCHAR, is_double_decker BOOLEAN, place VARCHAR
);
