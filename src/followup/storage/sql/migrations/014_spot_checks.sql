-- one row per list of rows to ask receipts for: from which rows and which seed it was drawn
CREATE TABLE spot_check (
    act_id BIGINT, spot_check VARCHAR, contract VARCHAR, supplier VARCHAR, contracts VARCHAR,
    period_start DATE, period_end DATE, seed VARCHAR, asked INTEGER, shares VARCHAR,
    drawn_date DATE, first_reply_date DATE, population INTEGER, energy_mj DECIMAL(38, 6),
    population_sha256 VARCHAR
);
-- one row per row on a list, as it read then and why it is there
CREATE TABLE spot_check_row (
    act_id BIGINT, spot_check VARCHAR, "number" INTEGER, identity VARCHAR, contract VARCHAR,
    reporter VARCHAR, file_name VARCHAR, sha256 VARCHAR, sheet VARCHAR, "row" INTEGER,
    "column" VARCHAR, vehicle_id VARCHAR, fuel VARCHAR, fuel_raw VARCHAR,
    quantity DECIMAL(18, 3), unit VARCHAR, period_start DATE, period_end DATE,
    energy_mj DECIMAL(38, 6), weight_mj DECIMAL(38, 6), parts VARCHAR, oddities VARCHAR,
    probability DECIMAL(9, 6)
);
-- one row per time the supplier was asked, with the day to answer by
CREATE TABLE spot_check_sent (
    act_id BIGINT, spot_check VARCHAR, sent_date DATE, reply_date DATE, sent_to VARCHAR
);
-- one row per word on a row's receipt; the newest holds
CREATE TABLE spot_check_outcome (
    act_id BIGINT, spot_check VARCHAR, "number" INTEGER, outcome VARCHAR, note VARCHAR,
    kept_at VARCHAR, seen_date DATE, known_from DATE
);
-- one row per case of a deviation that was opened on a row
CREATE TABLE spot_check_case (
    act_id BIGINT, spot_check VARCHAR, "number" INTEGER, deviation VARCHAR
);
