-- one row per row of a packaging report; packaging_class is null where nobody can read it
CREATE TABLE packaging (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    product_group VARCHAR, packaging_type VARCHAR, material VARCHAR, packaging_class VARCHAR,
    packaging_class_raw VARCHAR, weight_kg DECIMAL(18, 3), units DECIMAL(18, 3),
    rotations DECIMAL(18, 3), recycled_content DECIMAL(9, 6), is_separable BOOLEAN,
    has_unwanted BOOLEAN, returned_kg DECIMAL(18, 3), period_start DATE, period_end DATE,
    grade VARCHAR, is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);

-- one row per row of a furniture report: what was acquired, and beside it what was disposed of.
-- avoided_co2e_kg counts only with the factor (kg CO2e per piece) and its source
CREATE TABLE furniture (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    item_group VARCHAR, acquisition VARCHAR, acquisition_raw VARCHAR, pieces DECIMAL(18, 3),
    purchase_value DECIMAL(18, 3), avoided_value DECIMAL(18, 3), currency VARCHAR,
    avoided_co2e_kg DECIMAL(18, 3), co2_factor DECIMAL(18, 3), co2_source VARCHAR,
    weight_kg DECIMAL(18, 3), is_ecolabelled BOOLEAN, is_repaired BOOLEAN,
    warranty_years DECIMAL(18, 3), taken_back_pieces DECIMAL(18, 3),
    disposed_pieces DECIMAL(18, 3), disposal_route VARCHAR, period_start DATE, period_end DATE,
    grade VARCHAR, is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);

-- one row per weighing of food waste; portions are those served where and when it was weighed
CREATE TABLE food_waste (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    kitchen VARCHAR, waste_scope VARCHAR, waste_scope_raw VARCHAR, waste_kg DECIMAL(18, 3),
    portions DECIMAL(18, 3), served_kg DECIMAL(18, 3), period_start DATE, period_end DATE,
    grade VARCHAR, is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);
